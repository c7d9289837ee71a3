package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

/** Links, codes, settings, commands and references in the documents exist. */
final class DocumentsIT {
    private static final Path ROOT = Documents.ROOT;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern COMMENT_LINE_BREAK = Pattern.compile("\\R\\s*(?:\\*|//)?\\s*");
    private static final String PROTOCOL_REFERENCE = "docs/%s\\.md((?:,? (?:and |to )?§[0-9A-Z.]+)+)";
    /** The sections on what the client does with the official API are named by their titles, in lower case. */
    private static final Pattern TITLE_REFERENCE = Pattern.compile("docs/official-api\\.md, ([a-z][a-z -]*[a-z])");

    private static final Pattern SECTION_NUMBER = Pattern.compile("§([0-9]+(?:\\.[0-9]+)?|[A-Z])");
    /** A section is a heading, or a row of a table whose first column is its number. */
    private static final Pattern PROTOCOL_SECTION =
            Pattern.compile("(?m)^(?:#{2,3} |\\| (?=[0-9]\\.))([0-9]+(?:\\.[0-9]+)?|[A-Z])(?=\\.? )");

    static List<String> documents() {
        return Documents.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void links_haveExistingTargets(String document) {
        for (MatchResult link : links(document)) {
            String target = link.group(1);
            Path file = target(document, target);
            assertTrue(Files.exists(file), () -> document + " links to " + target);
            int anchor = target.indexOf('#');
            if (anchor >= 0) {
                assertTrue(
                        anchors(content(file)).contains(target.substring(anchor + 1)),
                        () -> document + " links to " + target);
            }
        }
    }

    @Test
    void everyPage_isLinkedFromAnother() {
        Set<Path> linked = Documents.all().stream()
                .flatMap(document -> links(document).stream()
                        .map(link -> target(document, link.group(1)))
                        .filter(target -> !target.equals(ROOT.resolve(document))))
                .collect(Collectors.toSet());

        assertEquals(
                List.of(),
                Documents.all().stream()
                        .filter(document -> document.startsWith("docs/") && !document.startsWith("docs/decisions/"))
                        .filter(document -> !linked.contains(ROOT.resolve(document)))
                        .toList());
    }

    /** Those within the repository. */
    private static List<MatchResult> links(String document) {
        return LINK.matcher(text(document))
                .results()
                .filter(link -> !link.group(1).contains("://"))
                .toList();
    }

    private static Path target(String document, String link) {
        Path file = ROOT.resolve(document);
        String path = link.replaceFirst("#.*", "");
        return path.isEmpty() ? file : file.resolveSibling(path).normalize();
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

    @Test
    void settingsInUserPages_exist() {
        List<String> unknown = Documents.forUsers().stream()
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
                        "export",
                        "search",
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
        return Documents.text(page);
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

    /** As GitHub makes them. */
    private static Set<String> anchors(String markdown) {
        return Pattern.compile("(?m)^#+ +(.+)$")
                .matcher(markdown)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
