package dev.poemcp.poe.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.EmulatorOptions;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.emulator.control.LoggedRequest;
import dev.poemcp.emulator.control.SiteBuild;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.NewMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several callers meet the same outdated hash, and a write is executed once however many hashes it needs. */
class ConcurrentRepairIT {
    private static final int CALLERS = 8;
    private static final long LIMIT_SECONDS = 20;

    private final PoeEmulator poe = PoeEmulator.start(EmulatorOptions.defaults().withBuild(SiteBuild.SEPTEMBER_2026));
    /** With a configured formkey, so that the page is read for repairs only. */
    private final SiteClient client =
            new SiteClient(EmulatedPoe.config(poe, true).withLimits(EmulatedPoe.HURRIED));

    @AfterEach
    void close() {
        client.close();
        poe.close();
    }

    @Test
    void readsMeetOutdatedHash_scriptsAreReadOnce() throws Exception {
        warmUp();
        poe.persistedQueries().renew();
        allMeetOutdated("chatHistory");

        List<Integer> counts =
                inParallel(() -> client.chats().history(3, null).items().size());

        assertEquals(List.of(3, 3, 3, 3, 3, 3, 3, 3), counts);
        assertEquals(1, poe.requests().count("home"));
        var scripts =
                poe.requests().of("script").stream().map(LoggedRequest::path).toList();
        assertTrue(scripts.size() > 1, scripts::toString);
        assertEquals(scripts.stream().distinct().toList(), scripts, "each script is read once");
    }

    @Test
    void sendsMeetOutdatedHash_eachIsExecutedOnce() throws Exception {
        poe.bot("Haiku").says("old pond").suggests("more");
        warmUp();
        poe.persistedQueries().renew("sendMessage");
        allMeetOutdated("sendMessage");

        List<String> replies = inParallel(() -> {
            try (var reply = client.messages().send(new NewMessage("hi", "Haiku", null, List.of()))) {
                return reply.await(Duration.ofSeconds(LIMIT_SECONDS), update -> {})
                        .text();
            }
        });

        assertEquals(List.of("old pond"), replies.stream().distinct().toList());
        assertEquals(CALLERS, poe.requests().executions("sendMessage"));
        assertEquals(CALLERS, poe.sentMessages().size());
        assertEquals(1, poe.requests().count("home"));
    }

    @Test
    void deletionWithDecoysInScripts_isExecutedOnce() {
        ChatRef chat = client.chats().history(1, null).items().get(0).ref();
        poe.persistedQueries().renew("deleteChat");
        poe.persistedQueries().publishDecoys("deleteChat");
        poe.requests().clear();

        client.chats().delete(chat);

        assertEquals(1, poe.requests().executions("deleteChat"));
        var hashes = poe.requests().of("deleteChat").stream()
                .map(request -> request.bodyText().replaceFirst(".*\"hash\":\"(\\w+)\".*", "$1"))
                .toList();
        assertTrue(hashes.size() > 1, hashes::toString);
        assertEquals(hashes.stream().distinct().toList(), hashes, "a hash that the site does not know is not repeated");
    }

    private void warmUp() {
        client.account().settings();
        poe.requests().clear();
    }

    /** The first request of each caller is answered only when all callers have made theirs. */
    private void allMeetOutdated(String operation) {
        var arrived = new CyclicBarrier(CALLERS);
        poe.faults()
                .on(operation, Fault.edited(response -> {
                    try {
                        arrived.await(LIMIT_SECONDS, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new AssertionError("not all callers came", e);
                    }
                    return response;
                }))
                .times(CALLERS);
    }

    private static <T> List<T> inParallel(Callable<T> call) throws Exception {
        var callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<T>> calls = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                calls.add(callers.submit(call));
            }
            List<T> results = new ArrayList<>();
            for (var one : calls) {
                results.add(one.get(LIMIT_SECONDS * 3, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            callers.shutdownNow();
        }
    }
}
