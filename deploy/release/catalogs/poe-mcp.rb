# Homebrew formula: Formula/poe-mcp.rb of the tap poe-mcp/tap.
class PoeMcp < Formula
  desc "MCP server for Poe.com"
  homepage "https://github.com/poe-mcp/poe-mcp"
  license "MIT"

  on_macos do
    on_arm do
      url "https://github.com/poe-mcp/poe-mcp/releases/download/v{{version}}/poe-mcp-{{version}}-darwin-arm64.tar.gz"
      sha256 "{{sha256 poe-mcp-{{version}}-darwin-arm64.tar.gz}}"
    end
    on_intel do
      url "https://github.com/poe-mcp/poe-mcp/releases/download/v{{version}}/poe-mcp-{{version}}-darwin-x64.tar.gz"
      sha256 "{{sha256 poe-mcp-{{version}}-darwin-x64.tar.gz}}"
    end
  end
  on_linux do
    on_arm do
      url "https://github.com/poe-mcp/poe-mcp/releases/download/v{{version}}/poe-mcp-{{version}}-linux-arm64.tar.gz"
      sha256 "{{sha256 poe-mcp-{{version}}-linux-arm64.tar.gz}}"
    end
    on_intel do
      url "https://github.com/poe-mcp/poe-mcp/releases/download/v{{version}}/poe-mcp-{{version}}-linux-x64.tar.gz"
      sha256 "{{sha256 poe-mcp-{{version}}-linux-x64.tar.gz}}"
    end
  end

  def install
    libexec.install Dir["*"]
    bin.install_symlink libexec/"poe-mcp"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/poe-mcp --version")
  end
end
