package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.server.settings.Setting;
import dev.poemcp.tool.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links, codes, settings, commands and references in the documents exist. */
final class DocumentsIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final List<String> USER_PAGES = List.of(
            "README.md",
            "docs/commands.md",
            "docs/connect.md",
            "docs/http.md",
            "docs/security.md",
            "docs/settings.md",
            "docs/tools.md",
            "docs/troubleshooting.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern SNIPPET =
            Pattern.compile("<!-- host: (\\S+) -->\\s*```json\\n(.*?)\\n```", Pattern.DOTALL);
    private static final Pattern COMMENT_LINE_BREAK = Pattern.compile("\\R\\s*(?:\\*|//)?\\s*");
    private static final String PROTOCOL_REFERENCE = "docs/%s\\.md((?:,? (?:and |to )?§[0-9A-Z.]+)+)";
    /** The sections on what the client does with the official API are named by their titles, in lower case. */
    private static final Pattern TITLE_REFERENCE = Pattern.compile("docs/official-api\\.md, ([a-z][a-z -]*[a-z])");

    private static final Pattern SECTION_NUMBER = Pattern.compile("§([0-9]+(?:\\.[0-9]+)?|[A-Z])");
    /** A section is a heading, or a row of a table whose first column is its number. */
    private static final Pattern PROTOCOL_SECTION =
            Pattern.compile("(?m)^(?:#{2,3} |\\| (?=[0-9]\\.))([0-9]+(?:\\.[0-9]+)?|[A-Z])(?=\\.? )");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
                            .map(ROOT::resolve),
                    docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void links_haveExistingTargets(Path document) throws IOException {
        String text = Files.readString(document);
        for (MatchResult link : LINK.matcher(text).results().toList()) {
            String target = link.group(1);
            if (target.startsWith("#")) {
                assertTrue(anchors(text).contains(target.substring(1)), () -> document + " links to " + target);
            } else if (!target.contains("://")) {
                Path file = document.resolveSibling(target.replaceFirst("#.*", ""));
                assertTrue(Files.exists(file), () -> document + " links to " + target);
            }
        }
    }

    @Test
    void errorTable_listsExactlyTheErrorCodes() throws IOException {
        Set<String> documented = Pattern.compile("(?m)^\\| `([a-z_]+)` \\|")
                .matcher(Files.readString(ROOT.resolve("docs/errors.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> codes = Arrays.stream(ErrorCode.values())
                .map(ErrorCode::wireName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(codes, documented);
    }

    @ParameterizedTest
    @CsvSource({"poe-protocol, 30", "official-api, 20"})
    void protocolReferenceInSources_namesAnExistingSection(String document, int atLeast) throws IOException {
        Set<String> sections = PROTOCOL_SECTION
                .matcher(text("docs/" + document + ".md"))
                .results()
                .map(section -> section.group(1))
                .collect(Collectors.toSet());
        Set<String> referenced = inComments(Pattern.compile(PROTOCOL_REFERENCE.formatted(document)))
                .flatMap(references -> SECTION_NUMBER.matcher(references).results())
                .map(number -> number.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertTrue(referenced.size() >= atLeast, referenced::toString);
        referenced.removeAll(sections);
        assertEquals(Set.of(), referenced);
    }

    @Test
    void titleReferenceInSources_namesAnExistingSection() throws IOException {
        Set<String> titles = Pattern.compile("(?m)^### (.+)$")
                .matcher(text("docs/official-api.md"))
                .results()
                .map(title -> title.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        Set<String> referenced = inComments(TITLE_REFERENCE).collect(Collectors.toCollection(TreeSet::new));

        assertTrue(referenced.size() > 5, referenced::toString);
        referenced.removeAll(titles);
        assertEquals(Set.of(), referenced);
    }

    /** The first group of each match in the sources, with comments as one line. */
    private static Stream<String> inComments(Pattern reference) throws IOException {
        return javaSources().stream()
                .map(source -> COMMENT_LINE_BREAK.matcher(content(source)).replaceAll(" "))
                .flatMap(source -> reference.matcher(source).results())
                .map(match -> match.group(1));
    }

    private static List<Path> javaSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> folders = modules.flatMap(module ->
                            Stream.of("src/main/java", "src/test/java").map(module::resolve))
                    .filter(Files::isDirectory)
                    .toList();
            for (Path folder : folders) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    static Stream<MatchResult> snippets() throws IOException {
        return Stream.of("README.md", "docs/connect.md")
                .flatMap(page -> SNIPPET.matcher(text(page)).results());
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-desktop", "claude-code", "cursor", "vscode"})
    void hostSnippet_startsServerThatListsTools(String hostName) throws IOException {
        List<String> snippets = snippets()
                .filter(snippet -> snippet.group(1).equals(hostName))
                .map(snippet -> snippet.group(2))
                .toList();

        assertFalse(snippets.isEmpty(), () -> "no page has a snippet for " + hostName);
        for (String snippet : snippets) {
            assertStartsServer(hostName, snippet);
        }
    }

    private static void assertStartsServer(String hostName, String json) throws IOException {
        JsonNode configuration = new ObjectMapper().readTree(json);
        JsonNode servers = hostName.equals("vscode") ? configuration.path("servers") : configuration.path("mcpServers");
        JsonNode server = servers.path("poe");

        assertTrue(server.path("command").asText().endsWith("/poe-mcp"), server::toString);
        Launch launch = Launch.server();
        server.path("args").forEach(argument -> launch.arguments(argument.asText()));
        server.path("env").properties().forEach(variable -> {
            assertTrue(settings().contains(variable.getKey()), () -> "no setting: " + variable);
            launch.env(variable.getKey(), variable.getValue().asText());
        });
        try (var host = HostSession.open(launch)) {
            assertFalse(host.list("tools/list", "tools").isEmpty());
        }
    }

    @Test
    void settingsInUserPages_exist() {
        List<String> unknown = USER_PAGES.stream()
                .flatMap(page ->
                        Pattern.compile("POE_[A-Z_]+").matcher(text(page)).results())
                .map(MatchResult::group)
                .filter(name -> !settings().contains(name))
                .distinct()
                .toList();

        assertEquals(List.of(), unknown);
    }

    @Test
    void commandsPage_listsExistingCommands() throws Exception {
        String help = CommandsIT.run(Launch.server().arguments("--help")).stdout();
        Set<String> commands = Pattern.compile("(?m)^\\| `poe-mcp ([a-z]+)")
                .matcher(text("docs/commands.md"))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());

        assertEquals(
                Set.of(
                        "login",
                        "logout",
                        "ask",
                        "calibrate",
                        "compare",
                        "demo",
                        "doctor",
                        "install",
                        "points",
                        "serve",
                        "tools",
                        "uninstall"),
                commands);
        for (String command : commands) {
            assertTrue(help.contains(command), () -> command + " is not in: " + help);
        }
    }

    @Test
    void troubleshootingPage_explainsExistingErrorCodes() {
        Set<String> codes =
                Arrays.stream(ErrorCode.values()).map(ErrorCode::wireName).collect(Collectors.toSet());

        List<String> explained = Pattern.compile("(?m)^\\| `([a-z_]+)`(?:, `([a-z_]+)`)?")
                .matcher(text("docs/troubleshooting.md"))
                .results()
                .flatMap(row -> Stream.of(row.group(1), row.group(2)))
                .filter(code -> code != null)
                .toList();

        assertTrue(explained.size() > 8, explained::toString);
        assertTrue(codes.containsAll(explained), explained::toString);
    }

    private static String text(String page) {
        return content(ROOT.resolve(page));
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> settings() {
        return Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
    }

    private static Set<String> anchors(String markdown) {
        return Pattern.compile("(?m)^#+ (.+)$")
                .matcher(markdown)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
