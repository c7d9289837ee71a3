package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code deploy/} says fits what the program takes. */
final class DeployTest {
    private static final Path DEPLOY = Path.of(System.getProperty("project.root"), "deploy");

    @Test
    void theManifestStartsTheProgramInAWayThatItKnows() throws Exception {
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
    void theManifestStoresNothing() throws IOException {
        var pod = deployment().path("spec").path("template").path("spec");

        assertFalse(pod.has("volumes"));
        assertTrue(pod.path("containers")
                .path(0)
                .path("securityContext")
                .path("readOnlyRootFilesystem")
                .asBoolean());
        assertEquals(2, deployment().path("spec").path("replicas").asInt());
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
