package dev.poemcp.server.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every setting, declared once: the reader, {@code --help} and the table in docs/settings.md come from here. Settings
 * of features that this version lacks are not listed, so that none is accepted and then ignored.
 */
public enum Setting {
    P_B(ValueType.SECRET, "session cookie `p-b` of the account", null),
    P_LAT(ValueType.SECRET, "session cookie `p-lat`, where the site still gives one", null),
    FORMKEY(ValueType.SECRET, "formkey, when the automatic way fails", "fetched"),
    API_KEY(ValueType.SECRET, "key of Poe's official API, from <https://poe.com/api/keys>", null),
    BASE_URL(ValueType.URL, "the web site", "https://poe.com"),
    API_BASE_URL(ValueType.URL, "the official API", "https://api.poe.com"),
    SITE_PROFILE(ValueType.FILE, "a JSON file that overrides parts of the built-in site profile", null),
    KEEP_CONVERSATIONS(
            ValueType.FLAG, "conversations held by the API key are kept on disk (`XDG_STATE_HOME/poe-mcp`)", "false"),
    OAUTH_CLIENT_ID(ValueType.TEXT, "client id of the browser's sign-in for an API key", null),
    TOOLSETS(ValueType.TOOLSETS, "comma list of `messages,bots,chats,account,models` or `all`", "all"),
    TOOLS(ValueType.TOOLS, "comma list of single tools, added to the toolsets", null),
    READ_ONLY(ValueType.FLAG, "only tools that change nothing", "false"),
    CONFIRM(ValueType.CONFIRM, "which tools ask the user first: `never`, `purge`, `destructive`", "purge"),
    MAX_POINTS_PER_MESSAGE(
            ValueType.POINTS, "maximum points per message; a message that would cost more is not sent", null),
    MAX_POINTS(ValueType.POINTS, "maximum points this process may spend in total (multi-user: per account)", null),
    MULTI_USER(
            ValueType.FLAG,
            "HTTP only: every request brings its own credentials in `X-Poe-P-B`, `X-Poe-P-Lat`, `X-Poe-Formkey`,"
                    + " `X-Poe-Api-Key`",
            "false"),
    WAIT_SECONDS(
            ValueType.SECONDS,
            "seconds a tool waits for a reply, counted from the start of the call, before it returns what exists so far",
            "50"),
    FILES(
            ValueType.FOLDERS,
            "folders (path-separator list) that local attachments may come from",
            "the working directory, unless it is `/`, the home folder or one above it; on HTTP none"),
    ARCHIVE(ValueType.FOLDER, "folder of an archive made by `export`; turns on `search_chats`", null),
    TRANSPORT(
            ValueType.TRANSPORT,
            "`direct`, or `browser`: requests to the web site go through the browser profile that `login` made",
            "direct"),
    HTTP_TOKEN(
            ValueType.SECRET,
            "bearer token that HTTP clients must present; required when `--host` is not loopback",
            null),
    ALLOWED_ORIGINS(ValueType.ORIGINS, "comma list of extra `Origin`s for HTTP", null),
    LOG_LEVEL(ValueType.LOG_LEVEL, "`error`, `warn`, `info`, `debug`", "warn"),
    HTTPS_PROXY(
            ValueType.PROXY,
            "URL of an HTTP proxy for `https`, as in `http://proxy.example:3128`; also for attachments by URL",
            null),
    NO_PROXY(ValueType.PROXY, "comma list of hosts that are reached without the proxy", null);

    /** The form of a value. */
    public enum ValueType {
        /** Never printed, and not an option, so that it shows in no process list. */
        SECRET,
        /** Present or absent as an option; {@code true} or {@code false} as a variable. */
        FLAG,
        TEXT,
        URL,
        FILE,
        FOLDER,
        FOLDERS,
        ORIGINS,
        TOOLSETS,
        TOOLS,
        CONFIRM,
        TRANSPORT,
        POINTS,
        SECONDS,
        LOG_LEVEL,
        /** Has its conventional name, without {@code POE_}; may contain a password, so it is not an option either. */
        PROXY
    }

    private final ValueType valueType;
    private final String meaning;
    private final @Nullable String defaultText;

    Setting(ValueType valueType, String meaning, @Nullable String defaultText) {
        this.valueType = valueType;
        this.meaning = meaning;
        this.defaultText = defaultText;
    }

    public ValueType valueType() {
        return valueType;
    }

    /** One line of help, Markdown. */
    public String meaning() {
        return meaning;
    }

    /** The default; null for none. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /** For example {@code POE_READ_ONLY}. */
    public String variable() {
        return valueType == ValueType.PROXY ? name() : "POE_" + name();
    }

    public boolean secret() {
        return valueType == ValueType.SECRET;
    }

    /** For example {@code --read-only}; null for a secret, and for a value that may contain one. */
    public @Nullable String option() {
        return secret() || valueType == ValueType.PROXY
                ? null
                : "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Settings with an option, in the order of the documentation. */
    public static List<Setting> withOption() {
        return Arrays.stream(values())
                .filter(setting -> setting.option() != null)
                .toList();
    }
}
