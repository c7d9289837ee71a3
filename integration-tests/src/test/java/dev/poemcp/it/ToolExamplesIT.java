package dev.poemcp.it;

import static dev.poemcp.it.HostSession.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.SiteBuild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** docs/examples.md: the first call of each tool in the scenario of all tools, and its result. */
@ExtendWith(ServerExtension.class)
final class ToolExamplesIT {
    private static final String INTRODUCTION = """
            # Examples

            <!-- Generated from the scenario of all tools; see CONTRIBUTING.md. -->

            A call of every [tool](tools.md) and its result, as the program gave them against an emulated Poe. For readers, long texts
            end with `…`, lists of objects have their first element only, and addresses and times are replaced.

            """;

    private static final Duration BEFORE_THE_REPLY = Duration.ofMillis(-1);
    private static final String SUGGESTED = "Why a frog?";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void examples_areWhatToolsReturn(Servers servers, @TempDir Path archive) throws Exception {
        // The only build with a points history.
        PoeEmulator poe = servers.closeAfterTest(
                PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026)));
        // A title before the reply, since the default comes later, and whether a call sees it is a matter of time.
        poe.bot("Echo")
                .answers(message -> message)
                .titles("A silent pond")
                .titleAfter(BEFORE_THE_REPLY)
                .suggests(SUGGESTED);
        poe.bot("Assistant")
                .says("I am Assistant.")
                .titles("Who are you?")
                .titleAfter(BEFORE_THE_REPLY)
                .suggests(SUGGESTED);
        CommandsIT.run(Launch.serverFor(poe).arguments("export", archive.toString()));
        HostSession host = servers.stdio(
                Launch.serverFor(poe).env("POE_ARCHIVE", archive.toString()),
                request -> object("action", "accept", "content", ConsentForm.agree(request)));
        var examples = new TreeMap<String, JsonNode>();

        for (String scenario : List.of("node/with-archive.json", "node/every-tool.json")) {
            Scenario.play(scenario, (tool, arguments) -> {
                ToolOutcome outcome = host.outcome(host.startCall(tool, arguments));
                if (!outcome.isError()) {
                    examples.putIfAbsent(tool, object("arguments", arguments, "result", outcome.structured()));
                }
                return outcome;
            });
        }

        assertEquals(
                host.list("tools/list", "tools").stream()
                        .map(tool -> tool.path("name").asText())
                        .sorted()
                        .toList(),
                examples.keySet().stream().toList());
        // Before the layout, which depends on the length of what is replaced.
        JsonNode stable = JSON.readTree(StableText.of(JSON.writeValueAsString(examples)));
        GeneratedDocument.assertCurrent(
                "examples.md",
                INTRODUCTION
                        + stable.properties().stream()
                                .map(example -> section(example.getKey(), example.getValue()))
                                .collect(Collectors.joining("\n")));
    }

    private static String section(String tool, JsonNode example) {
        return "## " + tool + "\n\n" + block(example.path("arguments")) + "\n" + block(example.path("result"));
    }

    private static String block(JsonNode json) {
        return "```json\n" + ReadableJson.of(json) + "\n```\n";
    }
}
