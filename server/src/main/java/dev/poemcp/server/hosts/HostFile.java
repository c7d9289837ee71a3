package dev.poemcp.server.hosts;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's own configuration files of the hosts that poe-mcp knows: where each is, and below which key its servers
 * are. A host may have several. Files of single projects are not listed.
 *
 * <p>A location starts with a folder of {@link UserFolders}. One segment may have a {@code *}.
 */
public enum HostFile {
    CLAUDE_DESKTOP(
            "claude-desktop",
            "Claude Desktop",
            Syntax.JSON,
            "mcpServers",
            "$XDG_CONFIG_HOME/Claude/claude_desktop_config.json",
            "~/Library/Application Support/Claude/claude_desktop_config.json",
            "$APPDATA/Claude/claude_desktop_config.json"),
    /** Installed as an MSIX package, Claude Desktop reads this file instead. */
    CLAUDE_DESKTOP_PACKAGE(
            "claude-desktop",
            "Claude Desktop",
            Syntax.JSON,
            "mcpServers",
            null,
            null,
            "$LOCALAPPDATA/Packages/Claude_*/LocalCache/Roaming/Claude/claude_desktop_config.json"),
    /** {@code claude mcp add} without a scope writes below the current project, but into the user's file. */
    CLAUDE_CODE(
            "claude-code",
            "Claude Code",
            Syntax.JSON,
            "mcpServers projects/*/mcpServers",
            "$CLAUDE_CONFIG_DIR/.claude.json"),
    CURSOR("cursor", "Cursor", Syntax.JSON, "mcpServers", "~/.cursor/mcp.json"),
    VSCODE(
            "vscode",
            "VS Code",
            Syntax.JSON,
            "servers",
            "$XDG_CONFIG_HOME/Code/User/mcp.json",
            "~/Library/Application Support/Code/User/mcp.json",
            "$APPDATA/Code/User/mcp.json"),
    DEVIN(
            "devin",
            "Devin Desktop",
            Syntax.JSON,
            "mcpServers",
            "$XDG_CONFIG_HOME/devin/mcp_config.json",
            "$XDG_CONFIG_HOME/devin/mcp_config.json",
            "$APPDATA/devin/mcp_config.json"),
    /** Devin Desktop was Windsurf until June 2026; its Cascade agent read this file. */
    WINDSURF("devin", "Devin Desktop", Syntax.JSON, "mcpServers", "~/.codeium/windsurf/mcp_config.json"),
    ZED(
            "zed",
            "Zed",
            Syntax.JSON,
            "context_servers",
            "$XDG_CONFIG_HOME/zed/settings.json",
            "~/.config/zed/settings.json",
            "$APPDATA/Zed/settings.json"),
    GEMINI_CLI("gemini-cli", "Gemini CLI", Syntax.JSON, "mcpServers", "~/.gemini/settings.json"),
    CODEX("codex", "Codex", Syntax.TOML, "mcp_servers", "$CODEX_HOME/config.toml"),
    GOOSE(
            "goose",
            "Goose",
            Syntax.YAML,
            "extensions",
            "$XDG_CONFIG_HOME/goose/config.yaml",
            "$XDG_CONFIG_HOME/goose/config.yaml",
            "$APPDATA/Block/goose/config/config.yaml"),
    LM_STUDIO("lm-studio", "LM Studio", Syntax.JSON, "mcpServers", "~/.lmstudio/mcp.json"),
    /** The extension in VS Code. */
    CLINE(
            "cline",
            "Cline",
            Syntax.JSON,
            "mcpServers",
            "$XDG_CONFIG_HOME/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json",
            "~/Library/Application Support/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json",
            "$APPDATA/Code/User/globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json"),
    CLINE_SHARED("cline", "Cline", Syntax.JSON, "mcpServers", "$CLINE_DIR/data/settings/cline_mcp_settings.json"),
    /** Cline's documentation had this one for its command line. */
    CLINE_COMMAND_LINE("cline", "Cline", Syntax.JSON, "mcpServers", "$CLINE_DIR/mcp.json"),
    OPENCODE("opencode", "OpenCode", Syntax.JSON, "mcp", "$XDG_CONFIG_HOME/opencode/opencode.json"),
    OPENCODE_COMMENTED("opencode", "OpenCode", Syntax.JSON, "mcp", "$XDG_CONFIG_HOME/opencode/opencode.jsonc"),
    KIRO("kiro", "Kiro", Syntax.JSON, "mcpServers", "~/.kiro/settings/mcp.json"),
    COPILOT_CLI("copilot-cli", "Copilot CLI", Syntax.JSON, "mcpServers", "$COPILOT_HOME/mcp-config.json"),
    /** Versions before 1.0.4 followed {@code XDG_CONFIG_HOME}. */
    COPILOT_CLI_XDG(
            "copilot-cli", "Copilot CLI", Syntax.JSON, "mcpServers", "$XDG_CONFIG_HOME/.copilot/mcp-config.json"),
    /** Where GitHub's documentation of 2025 had it. */
    COPILOT_CLI_DOCUMENTED("copilot-cli", "Copilot CLI", Syntax.JSON, "mcpServers", "$XDG_CONFIG_HOME/mcp-config.json");

    /** The language of a file. */
    public enum Syntax {
        /** Comments and trailing commas included: most hosts accept them. */
        JSON,
        TOML,
        YAML
    }

    private final String host;
    private final String product;
    private final Syntax syntax;
    private final String keys;
    private final @Nullable String linux;
    private final @Nullable String macos;
    private final @Nullable String windows;

    HostFile(String host, String product, Syntax syntax, String keys, String everywhere) {
        this(host, product, syntax, keys, everywhere, everywhere, everywhere);
    }

    HostFile(
            String host,
            String product,
            Syntax syntax,
            String keys,
            @Nullable String linux,
            @Nullable String macos,
            @Nullable String windows) {
        this.host = host;
        this.product = product;
        this.syntax = syntax;
        this.keys = keys;
        this.linux = linux;
        this.macos = macos;
        this.windows = windows;
    }

    /** The host's name on the command line, for example {@code cursor}; the same for all files of a host. */
    public String host() {
        return host;
    }

    /** The host's name for people, for example {@code Cursor}. */
    public String product() {
        return product;
    }

    public Syntax syntax() {
        return syntax;
    }

    /**
     * Keys below which servers are, as paths from the root with {@code /} between segments; a segment {@code *} is any
     * key. The first is where a server for all projects belongs.
     */
    public List<String> keys() {
        return List.of(keys.split(" ", -1));
    }

    /** Where the file is on this system: {@code $FOLDER/…} or {@code ~/…}; null if the host has none like it there. */
    public @Nullable String location(OperatingSystem system) {
        return switch (system) {
            case LINUX -> linux;
            case MACOS -> macos;
            case WINDOWS -> windows;
        };
    }

    /**
     * Where the file is for this user, whether it exists or not. Several if the location has a {@code *}: then only
     * folders that exist. None if the host has no such file on this system, or if its folder is on the network.
     */
    public List<Path> paths(UserFolders folders) {
        String location = location(folders.system());
        return location == null ? List.of() : folders.resolve(location);
    }
}
