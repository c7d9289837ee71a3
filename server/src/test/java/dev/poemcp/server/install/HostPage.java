package dev.poemcp.server.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.server.hosts.HostFile;
import dev.poemcp.server.hosts.OperatingSystem;
import dev.poemcp.server.hosts.UserFolders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page of one host in docs/hosts. What {@code install} does comes from the code that does it; what a host does comes
 * from host-remarks.json.
 */
record HostPage(HostRecipe recipe, JsonNode remarks) {
    static final StartCommand START = new StartCommand("/path/to/poe-mcp/poe-mcp", List.of(), List.of());

    /** What hosts show, by its name in the remarks. */
    static final Map<String, String> FEATURES = features();

    private static final Path HOME = Path.of("/home");
    private static final Map<OperatingSystem, String> SYSTEMS =
            Map.of(OperatingSystem.LINUX, "Linux", OperatingSystem.MACOS, "macOS", OperatingSystem.WINDOWS, "Windows");

    private static Map<String, String> features() {
        Map<String, String> features = new LinkedHashMap<>();
        features.put("resources", "resources");
        features.put("prompts", "prompts");
        features.put("progress", "progress while a reply grows");
        features.put("elicitation", "questions of a tool (elicitation)");
        features.put("apps", "MCP Apps");
        return features;
    }

    String host() {
        return recipe.host();
    }

    String product() {
        return InstallTarget.kind(host()).product();
    }

    String text() throws UnsupportedFileException {
        return Stream.of(
                        "# " + product() + "\n\n<!-- Generated from the recipes of `install`; see CONTRIBUTING.md. -->",
                        install(),
                        link(),
                        remarks.path("remark").asText(),
                        "## By hand\n\n" + byHand(),
                        "## Secrets\n\n" + secrets(),
                        "## Time limits\n\n" + limits(),
                        "## What " + product() + " shows\n\n" + shows(),
                        "## Check and undo\n\n" + undo())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private String install() {
        return """
                [Sign in](../connect.md), then:

                ```sh
                ./poe-mcp install %s
                ```

                It shows what it changes in %s's configuration, and asks. Restart %s afterwards.""".formatted(host(), product(), product());
    }

    /** The link has the path of a user's own copy, so only the program can print it. */
    private String link() {
        return hasLink() ? """
                With a click: this prints a link that opens %s and adds the server.

                ```sh
                ./poe-mcp install --print %s
                ```""".formatted(product(), host()) : "";
    }

    boolean hasLink() {
        return InstallLinks.of(recipe, START).isPresent();
    }

    private String byHand() throws UnsupportedFileException {
        List<String> parts = new ArrayList<>();
        if (remarks.has("own")) {
            parts.add("`" + remarks.path("own").asText() + "`, with the absolute path of your copy, or in the file:");
        } else {
            parts.add("With the absolute path of your copy, in the file"
                    + (remarks.has("open")
                            ? " that you open with " + remarks.path("open").asText()
                            : "") + ":");
        }
        parts.add(files());
        parts.add(snippet("", recipe.server(START)));
        if (remarks.has("project")) {
            parts.add("For one project, the file is " + remarks.path("project").asText() + ".");
        }
        return String.join("\n\n", parts);
    }

    private String files() {
        List<HostFile> kinds = kinds();
        String rows = Arrays.stream(OperatingSystem.values())
                .map(system -> "| " + SYSTEMS.get(system) + " | "
                        + kinds.stream()
                                .map(kind -> kind.location(system))
                                .filter(Objects::nonNull)
                                .distinct()
                                .map(location -> "`" + shown(location, system) + "`")
                                .collect(Collectors.joining(" or "))
                        + " |")
                .collect(Collectors.joining("\n"));
        String moved = kinds.stream()
                .flatMap(kind -> variable(kind).stream())
                .distinct()
                .collect(Collectors.joining(", "));
        return "| system | file |\n|---|---|\n" + rows
                + (moved.isEmpty() ? "" : "\n\nMoved by the environment, if set: " + moved + ".");
    }

    /** What moves the folder of a file, and where. */
    private static Optional<String> variable(HostFile kind) {
        String location = kind.location(OperatingSystem.LINUX);
        if (location == null || !location.startsWith("$")) {
            return Optional.empty();
        }
        String variable = "`" + location.substring(1, location.indexOf('/')) + "`";
        return Optional.of(location.equals(kind.location(OperatingSystem.MACOS)) ? variable : variable + " (on Linux)");
    }

    private List<HostFile> kinds() {
        return Arrays.stream(HostFile.values())
                .filter(kind -> kind.host().equals(host()))
                .toList();
    }

    /** A location with the folder that its variable has by default. */
    private static String shown(String location, OperatingSystem system) {
        UserFolders folders = new UserFolders(system, HOME, Map.of());
        String path = folders.shortened(
                folders.resolve(location.replace("*", "…")).get(0).toString());
        return system == OperatingSystem.WINDOWS
                ? path.replace("~/AppData/Roaming", "%APPDATA%")
                        .replace("~/AppData/Local", "%LOCALAPPDATA%")
                        .replace("~/", "%USERPROFILE%/")
                        .replace('/', '\\')
                : path;
    }

    private String secrets() throws UnsupportedFileException {
        String text =
                "`./poe-mcp login` keeps the key or the cookies in a file of their own, readable by you alone: then"
                        + " nothing secret is here. " + product() + " "
                        + remarks.path("secret").asText();
        if (!remarks.has("entry")) {
            return text;
        }
        ObjectNode server = recipe.server(START);
        server.setAll((ObjectNode) remarks.path("entry"));
        return text + " The key can also come from there:\n\n"
                + snippet(remarks.path("file").asText(), server);
    }

    /** The marker lets a test start the server as the host would. */
    private String snippet(String file, ObjectNode server) throws UnsupportedFileException {
        HostFile kind = InstallTarget.kind(host());
        return "<!-- host: " + host() + " -->\n```" + kind.syntax().name().toLowerCase(Locale.ROOT) + "\n"
                + InstallTarget.editor(kind).put(file, HostRecipe.NAME, server).strip() + "\n```";
    }

    private String limits() {
        String written = recipe.server(START).properties().stream()
                .filter(field -> field.getKey().contains("timeout"))
                .map(field -> "`" + field.getKey() + "` " + field.getValue())
                .collect(Collectors.joining(", "));
        String text = remarks.path("limit").asText() + (written.isEmpty() ? "" : " `install` writes " + written + ".");
        return text
                + " poe-mcp returns after 50 seconds what there is of a reply, below the limits that are known; see"
                + " [long answers](../how-to/long-answers.md)."
                + (canWaitLonger()
                        ? " With this limit it can wait longer: `install " + host() + " --wait-seconds 100`."
                        : "");
    }

    /** Whether a call is known to have more than a minute. */
    private boolean canWaitLonger() {
        return remarks.has("call_limit") && !remarks.path("call_limit").asText().equals("60 s");
    }

    private String shows() {
        String text = Stream.of("yes", "no", "")
                .map(value -> sentence(
                        value,
                        FEATURES.entrySet().stream()
                                .filter(feature -> feature(feature.getKey()).equals(value))
                                .map(Map.Entry::getValue)
                                .toList()))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
        return text + " [What that means](README.md#what-hosts-show).";
    }

    /** Empty if it is not documented. */
    String feature(String name) {
        return remarks.path("shows").path(name).asText("");
    }

    private static String sentence(String value, List<String> features) {
        if (features.isEmpty()) {
            return value.equals("yes") ? "Tools." : "";
        }
        String list = String.join(", ", features);
        return switch (value) {
            case "yes" -> "Tools, " + list + ".";
            case "no" -> "Not: " + list + ".";
            default -> "Not documented: " + list + ".";
        };
    }

    private String undo() {
        return """
                `./poe-mcp doctor` says in the line `host %s` whether the entry starts this program. Then ask the agent: "How many
                Poe points do I have left?"

                ```sh
                ./poe-mcp uninstall %s
                ```

                restores the file. By hand, remove `%s` below `%s`.""".formatted(
                        host(),
                        host(),
                        HostRecipe.NAME,
                        InstallTarget.kind(host()).keys().get(0));
    }
}
