package dev.poemcp.server.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Every setting, declared once: the reader, {@code --help} and the README's table come from here. Settings of parts
 * that this version does not have are not listed, so that none is accepted and then ignored.
 */
public enum Setting {
    P_B(Kind.SECRET, "session cookie `p-b` of the account", null),
    P_LAT(Kind.SECRET, "session cookie `p-lat`, where the site still gives one", null),
    FORMKEY(Kind.SECRET, "formkey, when the automatic way fails", "fetched"),
    BASE_URL(Kind.URL, "the web site", "https://poe.com"),
    SITE_PROFILE(Kind.FILE, "a JSON file that overrides parts of the built-in site profile", null),
    TOOLSETS(Kind.TOOLSETS, "comma list of `messages,bots,chats,account` or `all`", "all"),
    TOOLS(Kind.TOOLS, "comma list of single tools, added to the toolsets", null),
    READ_ONLY(Kind.FLAG, "only tools that change nothing", "false"),
    CONFIRM(Kind.CONFIRM, "which tools ask the user first: `never`, `purge`, `destructive`", "purge"),
    MAX_POINTS_PER_MESSAGE(Kind.POINTS, "maximum points per message; a message that would cost more is not sent", null),
    MAX_POINTS(Kind.POINTS, "maximum points this process may spend in total (multi-user: per account)", null),
    MULTI_USER(
            Kind.FLAG,
            "HTTP only: every request brings its own credentials in `X-Poe-P-B`, `X-Poe-P-Lat`, `X-Poe-Formkey`",
            "false"),
    WAIT_SECONDS(
            Kind.SECONDS,
            "seconds a tool waits for a reply, counted from the start of the call, before it returns what exists so far",
            "50"),
    FILES(
            Kind.FOLDERS,
            "folders (path-separator list) that local attachments may come from",
            "the working directory, unless it is `/`, the home folder or one above it; on HTTP none"),
    HTTP_TOKEN(
            Kind.SECRET, "bearer token that HTTP clients must present; required when `--host` is not loopback", null),
    ALLOWED_ORIGINS(Kind.ORIGINS, "comma list of extra `Origin`s for HTTP", null),
    LOG_LEVEL(Kind.LOG_LEVEL, "`error`, `warn`, `info`, `debug`", "warn"),
    HTTPS_PROXY(
            Kind.PROXY,
            "URL of an HTTP proxy for `https`, as in `http://proxy.example:3128`; also for attachments by URL",
            null),
    NO_PROXY(Kind.PROXY, "comma list of hosts that are reached without the proxy", null);

    /** What a value looks like. */
    public enum Kind {
        /** Never printed, and no option, so that it stands in no process list. */
        SECRET,
        /** Present or absent as an option; {@code true} or {@code false} as a variable. */
        FLAG,
        URL,
        FILE,
        FOLDERS,
        ORIGINS,
        TOOLSETS,
        TOOLS,
        CONFIRM,
        POINTS,
        SECONDS,
        LOG_LEVEL,
        /** By its name on every system, without {@code POE_}; may hold a password, so it has no option either. */
        PROXY
    }

    private final Kind kind;
    private final String meaning;
    private final @Nullable String defaultText;

    Setting(Kind kind, String meaning, @Nullable String defaultText) {
        this.kind = kind;
        this.meaning = meaning;
        this.defaultText = defaultText;
    }

    public Kind kind() {
        return kind;
    }

    /** One line of help, Markdown. */
    public String meaning() {
        return meaning;
    }

    /** What holds when nobody sets it; null for nothing. */
    public @Nullable String defaultText() {
        return defaultText;
    }

    /** For example {@code POE_READ_ONLY}. */
    public String variable() {
        return kind == Kind.PROXY ? name() : "POE_" + name();
    }

    public boolean secret() {
        return kind == Kind.SECRET;
    }

    /** For example {@code --read-only}; null for a secret, and for what may hold one. */
    public @Nullable String option() {
        return secret() || kind == Kind.PROXY
                ? null
                : "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Those with an option, in the order of the documentation. */
    public static List<Setting> withOption() {
        return Arrays.stream(values())
                .filter(setting -> setting.option() != null)
                .toList();
    }
}
