package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/** The container image: unpacked, and its entry point run as its user with a root that nothing can write to. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the image is built on Linux")
@ExtendWith(ContainerImageIT.RequiresMounts.class)
final class ContainerImageIT {
    /** Mounts PATH, what a container engine gives, and becomes the image's user with nothing in the environment. */
    private static final String RUN = """
            set -e
            root=$1 user=$2
            shift 2
            mount --bind "$root" "$root"
            mount -o remount,ro,bind "$root"
            mount --rbind /proc "$root/proc"
            mount --rbind /dev "$root/dev"
            exec env -i HOME=/home/poe LC_ALL=C.UTF-8 /usr/sbin/chroot --userspec="$user" "$root" "$@"
            """;

    private final Path folder;
    private final Path root;

    ContainerImageIT(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.root = Files.createDirectories(folder.resolve("root"));
    }

    @Test
    void entryPoint_runsWithReadOnlyRootAsItsUser() throws Exception {
        JsonNode config = unpack().path("config");
        var command = asRoot("sh", "-c", RUN, "sh", root.toString());
        command.add(config.path("User").asText());
        config.path("Entrypoint").forEach(word -> command.add(word.asText()));
        // What the engine mounts, or makes where it is missing.
        Files.createDirectories(root.resolve("proc"));
        Files.createDirectories(root.resolve("dev"));
        command.addAll(List.of("demo", "--sandbox"));

        String demo = Command.in(folder).run(0, command);

        assertTrue(demo.contains("the server ended with exit code 0"), demo);
        assertEquals("10001:10001", config.path("User").asText());
        assertEquals(
                "io.github.poe-mcp/poe-mcp",
                config.path("Labels")
                        .path("io.modelcontextprotocol.server.name")
                        .asText());
    }

    /** Unpacks the layers into the root, and returns the image's configuration. */
    private JsonNode unpack() throws IOException, InterruptedException {
        Command tar = Command.in(folder);
        tar.run("tar", "xf", ReleaseFiles.named("container-linux-\\w+\\.tar").toString());
        var json = new ObjectMapper();
        JsonNode image = json.readTree(folder.resolve("manifest.json").toFile()).path(0);
        for (JsonNode layer : image.path("Layers")) {
            tar.run("tar", "xzf", layer.asText(), "-C", root.toString(), "--warning=no-unknown-keyword");
        }
        return json.readTree(folder.resolve(image.path("Config").asText()).toFile());
    }

    /** Where only this command sees the mounts that it makes. */
    private static List<String> asRoot(String... words) {
        var command = new ArrayList<>(List.of("sudo", "-n", "unshare", "--mount"));
        if ("root".equals(System.getProperty("user.name"))) {
            command.subList(0, 2).clear();
        }
        command.addAll(List.of(words));
        return command;
    }

    /** Only root may mount, if it is allowed at all; on CI the test must run. */
    static final class RequiresMounts implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                new Command(Path.of("/"), Map.of("PATH", System.getenv("PATH")))
                        .run(0, asRoot("mount", "--bind", "/usr", "/usr"));
                return ConditionEvaluationResult.enabled("mounts are allowed");
            } catch (IOException | InterruptedException | AssertionError e) {
                return "true".equals(System.getenv("CI"))
                        ? ConditionEvaluationResult.enabled("required on CI")
                        : ConditionEvaluationResult.disabled("Only root can mount a read-only root: " + e.getMessage());
            }
        }
    }
}
