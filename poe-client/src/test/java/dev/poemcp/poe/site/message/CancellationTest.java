package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller that goes away stops the answer at Poe, within a second of the chat being known. */
class CancellationTest {
    private final LiveFixture fixture = new LiveFixture();
    private final PoeEmulator poe = fixture.poe;

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Runs the work on a thread that is interrupted as soon as {@code when} holds; returns what it failed with. */
    private static PoeFailure interrupted(Runnable work, BooleanSupplier when) throws InterruptedException {
        CompletableFuture<PoeFailure> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                work.run();
                failure.completeExceptionally(new AssertionError("it was not cancelled"));
            } catch (PoeException thrown) {
                failure.complete(thrown.failure());
            }
        });
        caller.start();
        assertTrue(soon(when), "the moment to interrupt came");
        caller.interrupt();
        PoeFailure result = failure.orTimeout(5, TimeUnit.SECONDS).join();
        caller.join();
        return result;
    }

    private static boolean soon(BooleanSupplier condition) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return condition.getAsBoolean();
    }

    private boolean cancelledWithin(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (poe.requests().count("cancel") == 0 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
        return poe.requests().count("cancel") > 0;
    }

    @Test
    void interruptWhileWaitingCancelsAtPoeWithinASecond() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        CountDownLatch begun = new CountDownLatch(1);

        PoeFailure failure = interrupted(
                () -> {
                    try (LiveReply live = fixture.send("Long", "go")) {
                        live.await(LiveFixture.PATIENCE, update -> begun.countDown());
                    }
                },
                () -> begun.getCount() == 0);

        assertInstanceOf(PoeFailure.Cancelled.class, failure);
        assertTrue(cancelledWithin(Duration.ofSeconds(1)));
        assertTrue(fixture.isIdle());
    }

    @Test
    void interruptWhileSendingCancelsWhatPoeHasBegun() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        poe.bot("Warm").says("x");
        fixture.ask("Warm", "open the channel");
        poe.faults().on("sendMessage", Fault.answeredLate(Duration.ofMillis(700)));

        PoeFailure failure = interrupted(
                () -> fixture.send("Long", "go").close(),
                () -> poe.sentMessages().size() == 2);

        assertInstanceOf(PoeFailure.Cancelled.class, failure);
        assertTrue(cancelledWithin(Duration.ofSeconds(1)), "the echo of the message tells its chat");
        assertTrue(soon(fixture::isIdle), "nothing is kept once the exchange has ended");
        assertEquals(2, poe.sentMessages().size());
    }

    @Test
    void interruptWhileSendingIntoAnOldChatCancelsThereAtOnce() throws InterruptedException {
        poe.bot("Long").says("one ");
        Reply first = fixture.ask("Long", "go");
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        poe.faults().on("sendMessage", Fault.answeredLate(Duration.ofMillis(1500)));

        interrupted(
                () -> fixture.send(first.chat().ref(), "Long", "again").close(),
                () -> poe.sentMessages().size() == 2);

        assertTrue(cancelledWithin(Duration.ofSeconds(1)));
        assertTrue(soon(() -> poe.requests().count("cancel") >= 2), "and again when the send has been answered");
        assertTrue(soon(fixture::isIdle));
    }

    @Test
    void cancelledAnswerKeepsWhatWasShown() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");

        Reply reply;
        try (LiveReply live = fixture.send("Long", "go")) {
            long chatId = live.now().chat().chatId();
            assertTrue(soon(() -> live.now().text().equals("one ")));
            assertEquals(chatId, fixture.messages.cancel(live.now().chat().ref()));
            reply = live.await(LiveFixture.PATIENCE, update -> {});
        }

        assertEquals(Reply.State.CANCELLED, reply.state());
        assertEquals("one ", reply.text());
    }

    @Test
    void answerThatHasEndedIsNotCancelledByALateInterrupt() {
        poe.bot("Haiku").says("frog");
        try (LiveReply live = fixture.send("Haiku", "go")) {
            live.await(LiveFixture.PATIENCE, update -> {});
            Thread.currentThread().interrupt();
            try {
                live.await(LiveFixture.PATIENCE, update -> {});
            } catch (PoeException cancelled) {
                assertInstanceOf(PoeFailure.Cancelled.class, cancelled.failure());
            } finally {
                assertTrue(Thread.interrupted(), "the interrupt is still to be seen");
            }
        }

        assertEquals(0, poe.requests().count("cancel"));
    }

    @Test
    void cancellingWhatDoesNotRunIsHarmless() {
        poe.bot("Haiku").says("frog");
        Reply reply = fixture.ask("Haiku", "go");

        assertEquals(reply.chat().chatId(), fixture.messages.cancel(reply.chat().ref()));
    }

    @Test
    void clientThatClosesStillStopsWhatWasCancelled() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        CountDownLatch begun = new CountDownLatch(1);
        interrupted(
                () -> {
                    try (LiveReply live = fixture.send("Long", "go")) {
                        live.await(LiveFixture.PATIENCE, update -> begun.countDown());
                    }
                },
                () -> begun.getCount() == 0);

        fixture.closeClient();

        assertEquals(1, poe.requests().count("cancel"));
    }
}
