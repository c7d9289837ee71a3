package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.poemcp.it.Documents.Block;
import dev.poemcp.server.install.HostInstaller;
import dev.poemcp.server.settings.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What hosts' snippets in the documents say starts the server. */
@ExtendWith(ServerExtension.class)
final class HostSnippetsIT {
    private static final Set<String> SETTINGS =
            Arrays.stream(Setting.values()).map(Setting::variable).collect(Collectors.toSet());

    /** What a host starts; hosts have many forms for it. */
    private record Start(List<String> command, Map<String, String> environment) {
        static Start of(JsonNode server) {
            List<String> command = new ArrayList<>();
            Stream.of("command", "cmd", "args")
                    .map(server::path)
                    .flatMap(words -> words.isArray() ? words.valueStream() : Stream.of(words))
                    .filter(JsonNode::isTextual)
                    .forEach(word -> command.add(word.asText()));
            Map<String, String> environment = new TreeMap<>();
            Stream.of("env", "envs", "environment")
                    .flatMap(field -> server.path(field).properties().stream())
                    .forEach(variable -> environment.put(
                            variable.getKey(), variable.getValue().asText()));
            // The host has their values.
            Stream.of("env_vars", "env_keys")
                    .flatMap(field -> server.path(field).valueStream())
                    .forEach(variable -> environment.put(variable.asText(), "from-the-host"));
            return new Start(command, environment);
        }
    }

    @Test
    void snippets_startServerThatListsTools(Servers servers) {
        Set<String> hosts = new TreeSet<>();
        // Most snippets start the same.
        Map<String, Start> starts = new TreeMap<>();
        for (Block block : Documents.blocks()) {
            if (block.kind().equals("host")) {
                hosts.add(block.value());
                Start start = Start.of(block.data().findPath("poe"));
                starts.put(start.command() + " " + start.environment().keySet(), start);
            }
        }

        assertEquals(new TreeSet<>(HostInstaller.hosts()), hosts);
        starts.values().forEach(start -> assertListsTools(start, servers));
    }

    private static void assertListsTools(Start start, Servers servers) {
        List<String> command = start.command();
        assertFalse(command.isEmpty(), start::toString);
        assertTrue(command.get(0).endsWith("/poe-mcp"), start::toString);
        Launch launch =
                Launch.server().arguments(command.subList(1, command.size()).toArray(String[]::new));
        start.environment().forEach((name, value) -> {
            assertTrue(SETTINGS.contains(name), () -> "no setting: " + name);
            launch.env(name, value);
        });

        assertFalse(servers.stdio(launch).list("tools/list", "tools").isEmpty());
    }
}
