package dev.poemcp.server.settings;

import dev.poemcp.poe.Loopback;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.text.NearestName;
import dev.poemcp.tool.ToolDefinition;
import dev.poemcp.tool.Toolset;
import dev.poemcp.tool.catalog.ToolCatalog;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link Settings} from options and environment; an option wins. An empty value counts as not set. A host waits
 * meanwhile, so what is read without an error needs no lambda or stream, the first of which takes the JVM 10 ms.
 */
public final class SettingsReader {
    private static final int MAX_WAIT_SECONDS = 3600;
    private static final long MAX_POINTS = 1_000_000_000_000L;

    private final Map<String, String> environment;
    private final Map<Setting, String> options;

    /**
     * @param environment variables of the process
     * @param options what the command line set; a flag without a value is {@code true}
     */
    public SettingsReader(Map<String, String> environment, Map<Setting, String> options) {
        this.environment = Map.copyOf(environment);
        this.options = Map.copyOf(options);
    }

    /** @throws InvalidSettingException for the first setting that cannot be used */
    public Settings read() {
        return new Settings(
                credentials(),
                siteUrl(Setting.BASE_URL),
                siteUrl(Setting.API_BASE_URL),
                file(Setting.SITE_PROFILE),
                flag(Setting.KEEP_CONVERSATIONS),
                text(Setting.OAUTH_CLIENT_ID),
                toolsets(),
                tools(),
                flag(Setting.READ_ONLY),
                choice(Setting.CONFIRM, ConfirmPolicy.class),
                points(Setting.MAX_POINTS_PER_MESSAGE),
                points(Setting.MAX_POINTS),
                seconds(Setting.WAIT_SECONDS),
                folders(Setting.FILES),
                archive(),
                ProxyVariables.read(environment),
                choice(Setting.TRANSPORT, TransportMode.class),
                choice(Setting.LOG_LEVEL, LogLevel.class));
    }

    /** @throws InvalidSettingException for the first setting of HTTP that cannot be used */
    public HttpSettings readHttp() {
        return new HttpSettings(secret(Setting.HTTP_TOKEN), origins(), flag(Setting.MULTI_USER));
    }

    private Set<String> origins() {
        Set<String> origins = new LinkedHashSet<>();
        for (String text : list(Objects.requireNonNullElse(text(Setting.ALLOWED_ORIGINS), ""), ',')) {
            origins.add(url(Setting.ALLOWED_ORIGINS, text).toString());
        }
        return origins;
    }

    /**
     * One sentence for each unknown {@code POE_…} variable, with the closest setting: most likely a typo, but no reason
     * to refuse the start. Also for settings that exclude each other.
     */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (text(Setting.ARCHIVE) != null && flag(Setting.MULTI_USER)) {
            warnings.add("POE_ARCHIVE is ignored with POE_MULTI_USER, since an archive has the chats of one account.");
        }
        Set<String> known =
                Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
        environment.keySet().stream()
                .filter(name -> name.startsWith("POE_") && !known.contains(name))
                .sorted()
                .map(name -> name + " is not a setting of this version."
                        + NearestName.of(name, known)
                                .map(near -> " Did you mean " + near + "?")
                                .orElse(""))
                .forEach(warnings::add);
        return warnings;
    }

    private Credentials credentials() {
        Credentials configured = new Credentials(
                secret(Setting.P_B), secret(Setting.P_LAT), secret(Setting.FORMKEY), secret(Setting.API_KEY));
        if (configured.hasAccount() && configured.hasApiKey()) {
            return configured;
        }
        Credentials stored = CredentialsFile.in(environment).read();
        Secret key = configured.hasApiKey() ? configured.apiKey() : stored.apiKey();
        if (configured.hasAccount()) {
            // Cookies of two accounts must not mix.
            return new Credentials(configured.pB(), configured.pLat(), configured.formkey(), key);
        }
        return new Credentials(
                stored.pB(),
                configured.pLat() == null ? stored.pLat() : configured.pLat(),
                configured.formkey() == null ? stored.formkey() : configured.formkey(),
                key,
                stored.browser());
    }

    private @Nullable Secret secret(Setting setting) {
        String value = text(setting);
        if (value == null) {
            return null;
        }
        // The value is copied into a header: a line break would start another header, a blank would cut the value.
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == ';' || c == ',' || c == '"') {
                throw new InvalidSettingException(setting.variable()
                        + " contains a character that no credential of Poe has (blank, quote, comma, semicolon or line"
                        + " break); copy the value alone.");
            }
        }
        return new Secret(value);
    }

    private @Nullable String text(Setting setting) {
        String value = options.get(setting);
        if (value == null) {
            value = environment.get(setting.variable());
        }
        return value == null || value.isBlank() ? null : value.strip();
    }

    private String textOrDefault(Setting setting) {
        String value = text(setting);
        return value == null ? Objects.requireNonNull(setting.defaultText()) : value;
    }

    private boolean flag(Setting setting) {
        return switch (textOrDefault(setting).toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes", "on" -> true;
            case "false", "0", "no", "off" -> false;
            default -> throw invalid(setting, "true or false");
        };
    }

    /** Credentials are sent there, so it must be https, except on this machine. */
    private URI siteUrl(Setting setting) {
        URI url = url(setting, textOrDefault(setting));
        if (!url.getScheme().equalsIgnoreCase("https") && !Loopback.isHost(url.getHost())) {
            throw invalid(
                    setting,
                    "an https URL, since credentials are sent there; http is for this"
                            + " machine only (localhost or 127.0.0.1)");
        }
        return url;
    }

    private static URI url(Setting setting, String text) {
        try {
            URI url = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String scheme = Objects.requireNonNullElse(url.getScheme(), "").toLowerCase(Locale.ROOT);
            if (url.getHost() == null
                    || !(scheme.equals("https") || scheme.equals("http"))
                    || url.getRawUserInfo() != null
                    || url.getRawQuery() != null
                    || url.getRawFragment() != null
                    || !Objects.requireNonNullElse(url.getRawPath(), "").isEmpty()) {
                throw invalid(setting, "an http or https URL of a host, like https://poe.com");
            }
            return url;
        } catch (URISyntaxException e) {
            throw invalid(setting, "an http or https URL of a host, like https://poe.com");
        }
    }

    private @Nullable Path archive() {
        String text = text(Setting.ARCHIVE);
        return text == null || flag(Setting.MULTI_USER) ? null : pathOf(Setting.ARCHIVE, text);
    }

    private @Nullable Path file(Setting setting) {
        String text = text(setting);
        if (text == null) {
            return null;
        }
        Path file = pathOf(setting, text);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw invalid(setting, "a file that can be read");
        }
        return file;
    }

    private @Nullable List<Path> folders(Setting setting) {
        String text = text(setting);
        if (text == null) {
            return null;
        }
        return list(text, File.pathSeparatorChar).stream()
                .map(part -> pathOf(setting, part))
                .toList();
    }

    private Path pathOf(Setting setting, String text) {
        try {
            boolean home = text.equals("~") || text.startsWith("~/");
            return home
                    ? Path.of(HomeFolder.of(environment).toString(), text.substring(1))
                    : Path.of(text).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw invalid(setting, "a path");
        }
    }

    private @Nullable Long points(Setting setting) {
        String text = text(setting);
        return text == null ? null : number(setting, text, MAX_POINTS, "points");
    }

    private Duration seconds(Setting setting) {
        return Duration.ofSeconds(number(setting, textOrDefault(setting), MAX_WAIT_SECONDS, "seconds"));
    }

    private static long number(Setting setting, String text, long max, String unit) {
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Reported below, like a number out of range.
        }
        throw invalid(setting, "a whole number of " + unit + " from 0 to " + max);
    }

    private <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        String text = textOrDefault(setting);
        for (E value : type.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        throw invalid(
                setting,
                Arrays.stream(type.getEnumConstants())
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ", "one of ", "")));
    }

    private Set<Toolset> toolsets() {
        Set<Toolset> chosen = EnumSet.noneOf(Toolset.class);
        for (String name : list(textOrDefault(Setting.TOOLSETS), ',')) {
            if (name.equalsIgnoreCase("all")) {
                chosen.addAll(EnumSet.allOf(Toolset.class));
                continue;
            }
            chosen.add(toolset(name));
        }
        return chosen;
    }

    private static Toolset toolset(String name) {
        for (Toolset toolset : Toolset.values()) {
            if (toolset.wireName().equalsIgnoreCase(name)) {
                return toolset;
            }
        }
        throw invalid(
                Setting.TOOLSETS,
                Arrays.stream(Toolset.values())
                        .map(Toolset::wireName)
                        .collect(Collectors.joining(", ", "a comma list of ", " or all")));
    }

    private Set<String> tools() {
        String text = text(Setting.TOOLS);
        if (text == null) {
            // Without loading the definitions of all tools.
            return Set.of();
        }
        Set<String> names = ToolCatalog.all().stream().map(ToolDefinition::name).collect(Collectors.toSet());
        Set<String> chosen = new LinkedHashSet<>();
        for (String name : list(text, ',')) {
            if (!names.contains(name)) {
                throw new InvalidSettingException(described(Setting.TOOLS) + " names \"" + name + "\", which is no tool"
                        + NearestName.of(name, names)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("."));
            }
            chosen.add(name);
        }
        return chosen;
    }

    private static List<String> list(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(separator, start);
            String part = text.substring(start, end < 0 ? text.length() : end).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = end < 0 ? text.length() + 1 : end + 1;
        }
        return parts;
    }

    // The message omits the value: it may be a credential pasted into the wrong variable.
    private static InvalidSettingException invalid(Setting setting, String allowed) {
        return new InvalidSettingException(described(setting) + " must be " + allowed + ".");
    }

    private static String described(Setting setting) {
        String option = setting.option();
        return option == null ? setting.variable() : setting.variable() + " (" + option + ")";
    }
}
