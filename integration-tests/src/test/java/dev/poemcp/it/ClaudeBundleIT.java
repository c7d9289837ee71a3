package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The bundle for Claude Desktop: judged by the format's own tool, and started as Claude Desktop would. */
@RequiresNode
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "unpacks with unzip")
final class ClaudeBundleIT {
    private static final String TOOL = "@anthropic-ai/mcpb";

    private final Path folder;
    private final Path unpacked;

    ClaudeBundleIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.unpacked =
                Files.createDirectories(folder.resolve("Claude Extensions").resolve("poe-mcp"));
    }

    @Test
    void bundle_isValidAndStartsWithWhatTheUserSet() throws Exception {
        Path bundle = Files.copy(ReleaseFiles.named("\\w+-\\w+\\.mcpb"), folder.resolve("poe.mcpb"));
        run("unpack", bundle.toString(), unpacked.toString());

        String verdict = run("validate", unpacked.toString());
        String packed =
                run("pack", unpacked.toString(), folder.resolve("packed.mcpb").toString());
        JsonNode unset = start(Map.of());
        JsonNode set = start(Map.of("api_key", "key-of-the-user", "read_only", true, "max_points_per_message", "300"));

        assertTrue(verdict.contains("validation passes"), verdict);
        assertTrue(packed.contains("Archive Details"), packed);
        assertTrue(unset.path("tools").asInt() > 20, unset.toString());
        assertEquals("", unset.at("/env/POE_API_KEY").asText("-"));
        assertTrue(set.path("tools").asInt() < unset.path("tools").asInt(), set.toString());
        assertEquals("key-of-the-user", set.at("/env/POE_API_KEY").asText());
        assertEquals("300", set.at("/env/POE_MAX_POINTS_PER_MESSAGE").asText());
    }

    private JsonNode start(Map<String, Object> userConfig) throws IOException {
        var json = new ObjectMapper();
        var run = NodeClients.installed()
                .run(
                        "bundle.mjs",
                        Map.of(
                                "BUNDLE",
                                unpacked.toString(),
                                "USER_CONFIG",
                                json.writeValueAsString(userConfig),
                                "HOME",
                                folder.toString()),
                        Duration.ofMinutes(1));
        assertEquals(0, run.exitCode(), run.toString());
        return json.readTree(run.stdout());
    }

    private static String run(String... arguments) throws IOException {
        var run =
                NodeClients.installed().runPackage(TOOL, "dist/cli/cli.js", Duration.ofMinutes(1), List.of(arguments));
        assertEquals(0, run.exitCode(), run.toString());
        return run.stdout();
    }
}
