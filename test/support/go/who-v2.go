// Who the AWS SDK for Go, version 2, is, with what it finds. One argument: the endpoint of STS.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	found, err := config.LoadDefaultConfig(context.TODO())
	if err == nil {
		client := sts.NewFromConfig(found, func(options *sts.Options) { options.EndpointResolver = sts.EndpointResolverFromURL(os.Args[1]) })
		var who *sts.GetCallerIdentityOutput
		if who, err = client.GetCallerIdentity(context.TODO(), &sts.GetCallerIdentityInput{}); err == nil {
			fmt.Println(*who.Arn)
			return
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
