package dev.poemcp.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.poemcp.emulator.PoeEmulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HAProxy configuration in {@code deploy/}, in front of two servers. */
@RequiresNode
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ServerExtension.class)
final class BalancerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Path> HAPROXY_PATHS =
            List.of(Path.of("/usr/sbin/haproxy"), Path.of("/usr/bin/haproxy"), Path.of("/usr/local/sbin/haproxy"));

    private final PoeEmulator poe;
    private final NodeClients node = NodeClients.installed();
    private final Balancer balancer;

    BalancerIT(PoeEmulator poe, HttpServer one, HttpServer two, Servers servers) throws IOException {
        this.poe = poe;
        balancer = servers.closeAfterTest(Balancer.start(one.uri(), two.uri()));
        poe.bot("Story")
                .says("Once ", "upon ", "a ", "time.")
                .every(Duration.ofMillis(60))
                // A client drops progress that it reads together with the result.
                .thenWaits(Duration.ofMillis(500))
                .suggests("And then?");
        poe.bot("Slow").says("one ").thenStalls();
    }

    @ParameterizedTest(name = "client {0} over {1}")
    @CsvSource({"1,http", "2,http", "1,sse"})
    void officialClient_worksThroughBalancer(String client, String transport) throws Exception {
        poe.requests().clear();
        var run = node.run(
                "revisions.mjs",
                Map.of("CLIENT", client, "TRANSPORT", transport, "SERVER_URL", balancer.uri.toString()),
                Duration.ofMinutes(2));

        assertEquals(0, run.exitCode(), () -> run.stdout() + run.stderr());
        var report = JSON.readTree(run.stdout());
        assertTrue(report.path("progress").path("whole").asBoolean(), report::toString);
        assertTrue(report.path("consent").path("purged").asBoolean(), report::toString);
        assertEquals(1, poe.requests().count("cancel"), "closing the stream cancels at Poe");
    }

    @Test
    void requests_reachBothServers(HttpServer newOne, HttpServer newTwo, Servers servers) throws Exception {
        var newBalancer = servers.closeAfterTest(Balancer.start(newOne.uri(), newTwo.uri()));
        poe.requests().clear();
        var client = new StatelessHttpClient("{}", Map.of());
        for (var i = 0; i < 4; i++) {
            var settings = client.tool(newBalancer.uri(), "get_settings", "{}");
            assertTrue(settings.path("result").has("structuredContent"), settings::toString);
        }
        assertEquals(2, poe.requests().count("home"), "each server signs in");
    }

    private record Balancer(Process process, URI uri) implements AutoCloseable {
        static Balancer start(URI one, URI two) throws IOException {
            var program = HAPROXY_PATHS.stream().filter(Files::isExecutable).findFirst();
            if (!"true".equals(System.getenv("CI"))) {
                Assumptions.assumeTrue(program.isPresent(), "HAProxy is not installed");
            }
            var port = freePort();
            var config = Path.of(System.getProperty("project.root"), "deploy", "haproxy.cfg");
            var builder = new ProcessBuilder(
                            program.orElseThrow(() -> new AssertionError("HAProxy is not installed"))
                                    .toString(),
                            "-db",
                            "-f",
                            config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", "haproxy.log").toFile());
            builder.environment().put("POE_MCP_BIND", "127.0.0.1:" + port);
            builder.environment().put("POE_MCP_1", one.getAuthority());
            builder.environment().put("POE_MCP_2", two.getAuthority());
            var process = builder.start();
            Waiting.until("the balancer listens", () -> listens(port) || !process.isAlive());
            return new Balancer(process, URI.create("http://127.0.0.1:" + port));
        }

        private static int freePort() throws IOException {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static boolean listens(int port) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return true;
            } catch (IOException e) {
                return false;
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
