// Who the AWS SDK for Go, version 1, is, with what it finds. One argument: the endpoint of STS.
package main

import (
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/sts"
)

func main() {
	found := session.Must(session.NewSessionWithOptions(session.Options{SharedConfigState: session.SharedConfigEnable}))
	who, err := sts.New(found, &aws.Config{Endpoint: aws.String(os.Args[1])}).GetCallerIdentity(nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(*who.Arn)
}
