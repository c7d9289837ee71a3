package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.Reply;
import dev.poemcp.poe.site.config.SiteLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many concurrent replies over one socket. */
class ConcurrentSendsIT {
    private static final int SENDS = 50;

    /** Long enough that the client does not poll for replies that are only slow on a loaded machine. */
    private final LiveFixture fixture = new LiveFixture(SiteLimits.DEFAULTS
            .withExtras(Duration.ofSeconds(20))
            .withSilence(Duration.ofSeconds(30), Duration.ofSeconds(30)));

    private final ExecutorService callers = Executors.newFixedThreadPool(SENDS);

    @AfterEach
    void close() {
        callers.shutdownNow();
        fixture.close();
    }

    @Test
    void fiftyConcurrentSends_costOneRequestEach() throws Exception {
        fixture.poe
                .bot("Parrot")
                .answersInPieces(text -> List.of("You ", "said: ", text, " (", text, ")"))
                .suggests("Polly?")
                .every(Duration.ofMillis(10));
        fixture.ask("Parrot", "warm up");
        fixture.poe.requests().clear();

        List<Future<Reply>> futures = new ArrayList<>();
        for (int i = 0; i < SENDS; i++) {
            String text = "message number " + i;
            futures.add(callers.submit(() -> fixture.ask("Parrot", text)));
        }
        Set<Long> chats = new HashSet<>();
        Set<Long> messages = new HashSet<>();
        for (int i = 0; i < SENDS; i++) {
            Reply reply = futures.get(i).get(30, TimeUnit.SECONDS);
            String text = "message number " + i;
            assertEquals("You said: " + text + " (" + text + ")", reply.text());
            chats.add(reply.chat().chatId());
            messages.add(reply.messageId());
        }

        assertEquals(SENDS, chats.size());
        assertEquals(SENDS, messages.size());
        assertEquals(SENDS, fixture.poe.requests().count("sendMessage"));
        assertEquals(
                SENDS,
                fixture.poe.requests().all().size(),
                () -> "one request each: " + fixture.poe.requests().all());
        assertEquals(1, fixture.poe.channel().socketsOpened());
        assertTrue(fixture.isIdle());
    }
}
