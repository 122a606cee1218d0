# Cask for Homebrew, made from assets/release/cask.rb by `npm run release`.
cask "roletap" do
  version "{{version}}"
  sha256 "{{dmgHash}}"

  url "{{downloads}}/Roletap-#{version}-arm64.dmg"
  name "Roletap"
  desc "YubiKey as the AWS MFA device"
  homepage "{{homepage}}"

  depends_on arch: :arm64
  depends_on macos: ">= :ventura"

  app "Roletap.app"
  binary "#{appdir}/Roletap.app/Contents/Resources/terminal/roletap"

  zap trash: "~/Library/Application Support/Roletap"
end
