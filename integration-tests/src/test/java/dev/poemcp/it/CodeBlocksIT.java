package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.poemcp.it.Documents.Block;
import dev.poemcp.server.install.HostInstaller;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every block of code in the documents: commands run in the sandbox, calls of tools as well, and data is valid.
 * HostSnippetsIT starts what hosts' snippets say.
 */
@ExtendWith(ServerExtension.class)
final class CodeBlocksIT {
    /** Commands that do not run here, as regular expressions, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "mvn -B verify",
            "runs this test",
            "deploy/release/build .*",
            ".ci/run does, twice",
            "mvn -q -pl integration-tests .* -Dscreenshots=update .*",
            "writes the pictures of the views",
            "mvn -B -pl benchmarks .*",
            "takes half an hour",
            "mvn verify -Dlive.*",
            "asks the real poe.com",
            "\\./poe-mcp (un)?install (" + String.join("|", HostInstaller.hosts()) + ")",
            "InstallIT runs it for every host",
            "\\./poe-mcp serve --http --multi-user",
            "serves until it is stopped; MultiUserIT does");

    /** Options with which a command needs neither an account nor a network. */
    private static final Set<String> HARMLESS = Set.of("--sandbox", "--print", "--version");

    private static final Set<String> LANGUAGES = Set.of("", "text", "sh", "json", "toml", "yaml");
    private static final Set<String> KINDS = Set.of("", "host", "call", "resource");

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern INLINE_COMMAND = Pattern.compile(
            "`(?:\\./)?(?:poe-mcp )?(ask|calibrate|compare|demo|doctor|export|install|login|logout|points|search|serve|tools|uninstall)"
                    + "( [^`]*)?`");
    private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]*");
    /** The form of chat codes. */
    private static final Pattern CHAT_CODE = Pattern.compile("\\b[a-z0-9]{19}\\b");

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void block_isOfAKnownLanguageAndKind() {
        assertAll(Documents.blocks().stream().map(block -> () -> {
            assertTrue(LANGUAGES.contains(block.language()), () -> block.language() + " in " + block);
            assertTrue(KINDS.contains(block.kind()), () -> block.kind() + " in " + block);
            assertFalse(
                    block.language().isEmpty() && block.text().matches("(?s)(\\./poe-mcp|poe-mcp|mvn|npx|docker) .*"),
                    () -> "commands belong into a block of sh: " + block);
            assertFalse(
                    block.document().startsWith("docs/how-to/")
                            && block.language().equals("json")
                            && block.kind().isEmpty(),
                    () -> "says neither call nor host: " + block);
        }));
    }

    @Test
    void data_isValid() {
        assertAll(Documents.blocks().stream()
                .filter(block -> !Set.of("", "text", "sh").contains(block.language()))
                .map(block -> () -> {
                    JsonNode data = block.data();
                    assertTrue(data.isContainerNode(), block::toString);
                }));
    }

    /** Each command once, however many pages have it. */
    static Set<String> commands() {
        return lines().filter(line -> NOT_RUN.keySet().stream().noneMatch(line::matches))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Stream<String> lines() {
        return Documents.blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.text().lines())
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }

    @Test
    void exceptions_areStillNeeded() {
        assertEquals(
                List.of(),
                NOT_RUN.keySet().stream()
                        .filter(exception -> lines().noneMatch(line -> line.matches(exception)))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_succeeds(String line) throws Exception {
        List<String> words = words(line);
        assertEquals("./poe-mcp", words.get(0), "neither a command of poe-mcp nor in NOT_RUN");
        assertTrue(
                words.stream().anyMatch(HARMLESS::contains), "needs an account: add --sandbox, or add it to NOT_RUN");

        var result = CommandsIT.run(
                Launch.server().arguments(words.subList(1, words.size()).toArray(String[]::new)));

        assertEquals(0, result.code(), result::toString);
    }

    /** As a shell splits them, as far as documents need it. */
    private static List<String> words(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList();
    }

    /** In the text as well, for example {@code `install cursor --read-only`}, by command. */
    @Test
    void optionsInText_exist() throws Exception {
        Map<String, Set<String>> options = Documents.forUsers().stream()
                .flatMap(page -> INLINE_COMMAND.matcher(Documents.text(page)).results())
                .collect(Collectors.groupingBy(
                        command -> command.group(1),
                        TreeMap::new,
                        Collectors.flatMapping(
                                command -> OPTION.matcher(Objects.requireNonNullElse(command.group(2), ""))
                                        .results()
                                        .map(MatchResult::group),
                                Collectors.toCollection(TreeSet::new))));

        assertTrue(options.size() > 5, options::toString);
        for (String command : options.keySet()) {
            String help =
                    CommandsIT.run(Launch.server().arguments(command, "--help")).stdout();
            Set<String> existing =
                    OPTION.matcher(help).results().map(MatchResult::group).collect(Collectors.toSet());
            options.get(command).removeAll(existing);
            assertEquals(Set.of(), options.get(command), () -> "options of " + command);
        }
    }

    static List<String> pagesWithCalls() {
        return Documents.all().stream()
                .filter(name -> Documents.blocks(name).stream().anyMatch(CodeBlocksIT::isPlayed))
                .toList();
    }

    private static boolean isPlayed(Block block) {
        return block.kind().equals("call") || block.kind().equals("resource");
    }

    /** A page's calls in order; a chat code in them stands for the chat of the last reply. */
    @ParameterizedTest
    @MethodSource("pagesWithCalls")
    void calls_succeedInTheirOrder(String page, Servers servers) throws IOException {
        HostSession host = servers.stdio(Launch.server().arguments("--sandbox"));
        String chat = "";
        for (Block block : Documents.blocks(page)) {
            if (!isPlayed(block)) {
                continue;
            }
            String text = CHAT_CODE.matcher(block.text()).replaceAll(chat);
            ObjectNode arguments = (ObjectNode) JSON.readTree(text);
            if (block.kind().equals("resource")) {
                HostSession.result(host.await(host.request("resources/read", arguments)));
                continue;
            }
            ToolOutcome outcome =
                    host.outcome(host.startCall(block.value(), arguments)).assertOk();
            chat = outcome.structured().at("/chat/chat_code").asText(chat);
        }
    }
}
