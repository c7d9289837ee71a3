package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.poemcp.poe.web.PublicWebFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files in {@code deploy/} match the program. */
final class DeployIT {
    private static final Path DEPLOY = Path.of(System.getProperty("project.root"), "deploy");

    @Test
    void manifest_usesExistingCommandOptionsAndPaths() throws Exception {
        var container = deployment()
                .path("spec")
                .path("template")
                .path("spec")
                .path("containers")
                .path(0);
        var arguments = new ArrayList<String>();
        container.path("args").forEach(argument -> arguments.add(argument.asText()));
        var help = CommandsIT.run(Launch.server().arguments("serve", "--help")).stdout();

        assertEquals("serve", arguments.get(0));
        arguments.stream()
                .filter(argument -> argument.startsWith("--"))
                .forEach(option -> assertTrue(help.contains(option), option));
        assertEquals(
                "POE_HTTP_TOKEN", container.path("env").path(0).path("name").asText());
        for (var probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertEquals(
                    "/healthz",
                    container.path(probe).path("httpGet").path("path").asText(),
                    probe);
        }
        assertTrue(container.path("resources").path("limits").has("memory"));
    }

    @Test
    void manifest_hasNoPersistentStorage() throws IOException {
        var pod = deployment().path("spec").path("template").path("spec");

        assertEquals(1, pod.path("volumes").size());
        assertTrue(pod.path("volumes").path(0).has("emptyDir"));
        assertTrue(pod.path("containers")
                .path(0)
                .path("securityContext")
                .path("readOnlyRootFilesystem")
                .asBoolean());
        assertEquals(2, deployment().path("spec").path("replicas").asInt());
    }

    @Test
    void temporaryFolder_isWritableAndFitsAllDownloads() throws IOException {
        var pod = deployment().path("spec").path("template").path("spec");
        var volume = pod.path("volumes").path(0);
        var mount = pod.path("containers").path(0).path("volumeMounts").path(0);
        var limit = volume.path("emptyDir").path("sizeLimit").asText();

        assertEquals("/tmp", mount.path("mountPath").asText());
        assertEquals(volume.path("name").asText(), mount.path("name").asText());
        assertTrue(limit.matches("\\d+Mi"), limit);
        assertTrue(
                Long.parseLong(limit.replace("Mi", "")) * 1024 * 1024 > PublicWebFiles.MAX_BYTES_ON_DISK,
                "a pod above the limit is evicted");
    }

    @Test
    void terminatingPod_waitsUntilItGetsNoMoreRequests() throws IOException {
        var pod = deployment().path("spec").path("template").path("spec");
        var command = pod.path("containers")
                .path(0)
                .path("lifecycle")
                .path("preStop")
                .path("exec")
                .path("command");

        assertEquals("sleep", command.path(0).asText());
        // The server takes up to 3 seconds to stop.
        assertTrue(command.path(1).asInt() > 0);
        assertTrue(command.path(1).asInt() + 3
                < pod.path("terminationGracePeriodSeconds").asInt());
    }

    @Test
    void dockerContext_containsOnlyCopiedFiles() throws IOException {
        var ignored = Files.readAllLines(Path.of(System.getProperty("project.root"), ".dockerignore")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        var copiedPaths = Files.readAllLines(DEPLOY.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("COPY "))
                .map(line -> "!" + line.split(" ", 3)[1])
                .toList();

        assertEquals("*", ignored.get(0));
        assertEquals(copiedPaths, ignored.subList(1, ignored.size()));
    }

    private static JsonNode deployment() throws IOException {
        var yaml = new YAMLFactory();
        try (var parser = yaml.createParser(Files.readString(DEPLOY.resolve("kubernetes.yaml")));
                var documents = new ObjectMapper(yaml).readValues(parser, JsonNode.class)) {
            for (var each : documents.readAll()) {
                if (each.path("kind").asText().equals("Deployment")) {
                    return each;
                }
            }
        }
        throw new AssertionError("no Deployment");
    }
}
