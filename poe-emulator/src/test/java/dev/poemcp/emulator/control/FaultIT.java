package dev.poemcp.emulator.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.poemcp.emulator.Hashes;
import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.RawClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault changes its own exchange only. */
class FaultIT {
    private final PoeEmulator poe = PoeEmulator.start();
    private RawClient client = new RawClient(poe, true);

    @BeforeEach
    void signIn() throws Exception {
        client = RawClient.ofAugust2026(poe);
        client.channel();
    }

    @AfterEach
    void stop() {
        poe.close();
    }

    @Test
    void status_isSentOnceAndNextExchangeSucceeds() throws Exception {
        poe.faults().on("accountSettings", Fault.rateLimited(Duration.ofSeconds(7)));

        var first = settings();
        var second = settings();

        assertEquals(429, first.statusCode());
        assertEquals("7", first.headers().firstValue("retry-after").orElseThrow());
        assertEquals(200, second.statusCode());
        assertEquals(0, poe.faults().waiting());
    }

    @Test
    void fault_appliesRepeatedlyLaterOrAlways() throws Exception {
        poe.faults().on("accountSettings", Fault.status(500)).times(2).after(1);

        assertEquals(200, settings().statusCode());
        assertEquals(500, settings().statusCode());
        assertEquals(500, settings().statusCode());
        assertEquals(200, settings().statusCode());
        poe.faults().on("*", Fault.status(503)).always();
        assertEquals(503, settings().statusCode());
        assertEquals(503, client.get("/").statusCode());
    }

    @Test
    void challenge_isCloudflares() throws Exception {
        poe.faults().on("home", Fault.challenge());

        var page = client.get("/");

        assertEquals(403, page.statusCode());
        assertEquals("challenge", page.headers().firstValue("cf-mitigated").orElseThrow());
        assertTrue(page.body().contains("Just a moment"));
    }

    @Test
    void truncatedResponse_isNotJsonButMessageIsCreated() throws Exception {
        poe.faults().on("sendMessage", Fault.truncated());

        var sent = send();

        assertThrows(JsonProcessingException.class, () -> RawClient.JSON.readTree(sent.body()));
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void cutConnection_breaksBeforeOrAfterExecution() throws Exception {
        poe.faults().on("sendMessage", Fault.cutBefore());
        assertThrows(IOException.class, this::send);
        assertEquals(0, poe.sentMessages().size());

        poe.faults().on("sendMessage", Fault.cutAfter());
        assertThrows(IOException.class, this::send);
        assertEquals(1, poe.sentMessages().size());
    }

    @Test
    void mutationStatusAndNullEntity_areReturned() throws Exception {
        poe.faults().on("sendMessage", Fault.mutationStatus("rate_limit_exceeded", "Slow down"));
        poe.faults().on("botInfo", Fault.nullEntity());

        var sent = RawClient.JSON.readTree(send().body());
        var bot = client.data("handleBotLandingPageQuery", "{\"botHandle\":\"Echo\"}", Hashes.BOT_2026);

        assertEquals(
                "rate_limit_exceeded", sent.at("/data/messageEdgeCreate/status").asText());
        assertEquals(0, poe.sentMessages().size());
        assertTrue(bot.path("bot").isNull() && bot.has("bot"));
    }

    @Test
    void responses_canBePartialHaveEmptyErrorsOrBeOutdated() throws Exception {
        poe.faults().on("accountSettings", Fault.partial("half"));
        poe.faults().on("accountSettings", Fault.emptyErrors());
        poe.faults().on("accountSettings", Fault.outdated());

        var partial = RawClient.JSON.readTree(settings().body());
        var empty = RawClient.JSON.readTree(settings().body());
        var outdated = RawClient.JSON.readTree(settings().body());

        assertTrue(partial.path("data").path("viewer").isObject());
        assertEquals("half", partial.at("/errors/0/message").asText());
        assertTrue(empty.path("errors").isEmpty() && empty.has("errors"));
        assertEquals("PersistedQueryNotFound", outdated.at("/errors/0/message").asText());
    }

    @Test
    void lateResponse_isDelayed() throws Exception {
        var started = System.nanoTime();
        poe.faults().on("sendMessage", Fault.answeredLate(Duration.ofMillis(150)));

        var sent = send();

        assertEquals(200, sent.statusCode());
        assertTrue(System.nanoTime() - started >= Duration.ofMillis(150).toNanos());
    }

    @Test
    void silence_holdsConnectionAndDoesNotDelayClose() throws Exception {
        poe.faults().on("accountSettings", Fault.silence());
        var body = RawClient.envelope("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
        var pending = CompletableFuture.supplyAsync(() -> {
            try {
                return client.post(
                        "settingsPageQuery",
                        body,
                        client.sign(body, poe.account().formkey()),
                        "/api/gql_POST");
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        while (poe.requests().count("accountSettings") == 0) {
            Thread.onSpinWait();
        }

        var closing = System.nanoTime();
        poe.close();

        assertTrue(System.nanoTime() - closing < Duration.ofSeconds(2).toNanos());
        assertThrows(CompletionException.class, pending::join);
    }

    @Test
    void socketFault_rejectsUpgrade() throws Exception {
        poe.faults().on("socket", Fault.status(503));
        var channel = client.channel();

        assertThrows(
                CompletionException.class,
                () -> client.socket(channel, channel.path("minSeq").asText()));
        client.socket(channel, channel.path("minSeq").asText());
        assertEquals(2, poe.requests().count("socket"));
    }

    private HttpResponse<String> settings() throws IOException, InterruptedException {
        return client.post("settingsPageQuery", "{}", Hashes.SETTINGS_2026);
    }

    private HttpResponse<String> send() throws IOException, InterruptedException {
        return client.post("sendMessageMutation", Hashes.send2026("null", "Echo", "hi"), Hashes.SEND_AUGUST_2026);
    }
}
