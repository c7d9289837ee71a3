package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Model;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.site.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogueIT {
    private static final String TWO = """
            {"data":[{"id":"example-1.5","metadata":{"display_name":"Example One"}},{"no":"id"},{"id":"other"}]}""";

    private final ApiServer server = new ApiServer();
    private final SettableClock clock = new SettableClock();
    private final ApiHttp http = new ApiHttp(ApiConfig.of(server.url(), null), Clock.systemUTC());
    private final Catalogue catalogue = new Catalogue(http, clock);

    @AfterEach
    void close() {
        http.close();
        server.close();
    }

    @Test
    void catalogue_isReadWithoutKeyAndKeptForAnHour() {
        server.onJson("/v1/models", 200, TWO);

        assertEquals(List.of("example-1.5", "other"), ids());
        clock.advance(Duration.ofMinutes(59));
        assertEquals(List.of("example-1.5", "other"), ids());
        assertEquals(1, server.asked.size());
        assertNull(server.asked.get(0).authorization());
        clock.advance(Duration.ofMinutes(2));
        ids();
        assertEquals(2, server.asked.size());
    }

    @Test
    void find_ignoresCaseOfIdAndDisplayName() {
        server.onJson("/v1/models", 200, TWO);

        assertEquals("example-1.5", catalogue.find("EXAMPLE-1.5").orElseThrow().id());
        assertEquals("example-1.5", catalogue.find("example one").orElseThrow().id());
        assertTrue(catalogue.find("example").isEmpty());
    }

    @Test
    void severalCallers_readOnce() {
        server.onJson("/v1/models", 200, TWO);
        var threads = Executors.newFixedThreadPool(8);

        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(this::ids, threads))
                        .limit(8)
                        .toArray(CompletableFuture[]::new))
                .join();

        threads.shutdown();
        assertEquals(1, server.asked.size());
    }

    @Test
    void failedRefresh_keepsWhatIsKnownForAMinute() {
        var status = new AtomicInteger(200);
        server.on("/v1/models", exchange -> ApiServer.respond(exchange, status.get(), "application/json", TWO));
        ids();
        status.set(429);
        clock.advance(Duration.ofHours(2));

        assertEquals(List.of("example-1.5", "other"), ids());
        assertEquals(List.of("example-1.5", "other"), ids());
        assertEquals(2, server.asked.size());
        clock.advance(Duration.ofMinutes(2));
        ids();
        assertEquals(3, server.asked.size());
    }

    @Test
    void answerWithoutList_isUnexpected() {
        server.onJson("/v1/models", 200, "{\"models\":[]}");

        var failed = assertThrows(PoeException.class, this::ids);

        assertInstanceOf(PoeFailure.UnexpectedResponse.class, failed.failure());
    }

    private List<String> ids() {
        return catalogue.all().stream().map(Model::id).toList();
    }
}
