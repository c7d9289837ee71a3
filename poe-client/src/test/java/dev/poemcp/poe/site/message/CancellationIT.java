package dev.poemcp.poe.site.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.emulator.PoeEmulator;
import dev.poemcp.emulator.control.Fault;
import dev.poemcp.poe.Chat;
import dev.poemcp.poe.ChatRef;
import dev.poemcp.poe.LiveReply;
import dev.poemcp.poe.Messages;
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

/** An interrupted caller cancels the reply at Poe within a second after the chat is known. */
class CancellationIT {
    private final LiveFixture fixture = new LiveFixture();
    private final PoeEmulator poe = fixture.poe;

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Runs the work on a thread that is interrupted as soon as {@code when} holds; returns its failure. */
    private static PoeFailure interrupted(Runnable work, BooleanSupplier when) throws InterruptedException {
        CompletableFuture<PoeFailure> failure = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                work.run();
                failure.completeExceptionally(new AssertionError("not cancelled"));
            } catch (PoeException thrown) {
                failure.complete(thrown.failure());
            }
        });
        caller.start();
        assertTrue(eventually(when), "the condition for the interrupt was met");
        caller.interrupt();
        PoeFailure result = failure.orTimeout(5, TimeUnit.SECONDS).join();
        caller.join();
        return result;
    }

    private static boolean eventually(BooleanSupplier condition) throws InterruptedException {
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
    void interruptDuringWait_cancelsWithinASecond() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        CountDownLatch begun = new CountDownLatch(1);

        PoeFailure failure = interrupted(
                () -> {
                    try (LiveReply live = fixture.send("Long", "go")) {
                        live.await(LiveFixture.MAX_WAIT, update -> begun.countDown());
                    }
                },
                () -> begun.getCount() == 0);

        assertInstanceOf(PoeFailure.Cancelled.class, failure);
        assertTrue(cancelledWithin(Duration.ofSeconds(1)));
        assertTrue(fixture.isIdle());
    }

    @Test
    void interruptDuringSend_cancelsReply() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        poe.bot("Warm").says("x");
        fixture.ask("Warm", "open the channel");
        poe.faults().on("sendMessage", Fault.answeredLate(Duration.ofMillis(700)));

        PoeFailure failure = interrupted(
                () -> fixture.send("Long", "go").close(),
                () -> poe.sentMessages().size() == 2);

        assertInstanceOf(PoeFailure.Cancelled.class, failure);
        assertTrue(cancelledWithin(Duration.ofSeconds(1)), "the echo contains the chat");
        assertTrue(eventually(fixture::isIdle), "nothing is kept once the exchange has ended");
        assertEquals(2, poe.sentMessages().size());
    }

    @Test
    void interruptDuringSendToExistingChat_cancelsAtOnce() throws InterruptedException {
        poe.bot("Long").says("one ");
        Reply first = fixture.ask("Long", "go");
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        poe.faults().on("sendMessage", Fault.answeredLate(Duration.ofMillis(1500)));

        interrupted(
                () -> fixture.send(first.chat().ref(), "Long", "again").close(),
                () -> poe.sentMessages().size() == 2);

        assertTrue(cancelledWithin(Duration.ofSeconds(1)));
        assertTrue(
                eventually(() -> poe.requests().count("cancel") >= 2),
                "a second cancel follows the response to the send");
        assertTrue(eventually(fixture::isIdle));
    }

    @Test
    void cancelledReply_keepsShownText() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");

        Reply reply;
        try (LiveReply live = fixture.send("Long", "go")) {
            long chatId = live.now().chat().number();
            assertTrue(eventually(() -> live.now().text().equals("one ")));
            assertEquals(
                    new Messages.Cancellation(
                            new ChatRef.Full(chatId, live.now().chat().chatCode()), true),
                    fixture.messages.cancel(new ChatRef.ById(chatId)));
            reply = live.await(LiveFixture.MAX_WAIT, update -> {});
        }

        assertEquals(Reply.State.CANCELLED, reply.state());
        assertEquals("one ", reply.text());
    }

    @Test
    void interruptAfterEnd_cancelsNothing() {
        poe.bot("Haiku").says("frog");
        try (LiveReply live = fixture.send("Haiku", "go")) {
            live.await(LiveFixture.MAX_WAIT, update -> {});
            Thread.currentThread().interrupt();
            try {
                live.await(LiveFixture.MAX_WAIT, update -> {});
            } catch (PoeException cancelled) {
                assertInstanceOf(PoeFailure.Cancelled.class, cancelled.failure());
            } finally {
                assertTrue(Thread.interrupted(), "the interrupt flag is still set");
            }
        }

        assertEquals(0, poe.requests().count("cancel"));
    }

    @Test
    void cancelWithoutRunningReply_sendsNothing() {
        poe.bot("Haiku").says("frog");
        Chat chat = fixture.ask("Haiku", "go").chat();

        var done = fixture.messages.cancel(chat.ref());

        assertEquals(new Messages.Cancellation(new ChatRef.Full(chat.number(), chat.chatCode()), false), done);
        assertEquals(0, poe.requests().count("cancel"));
    }

    @Test
    void runningReplyOfEarlierProcess_isCancelled() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        try (LiveReply live = fixture.send("Long", "go");
                var other = fixture.secondClient()) {
            assertTrue(eventually(() -> live.now().text().equals("one ")));

            var done = other.messages().cancel(live.now().chat().ref());

            assertTrue(done.cancelled());
            assertEquals(1, poe.requests().count("cancel"));
        }
    }

    @Test
    void messageWaitingForConsent_isCancelled() {
        poe.bot("Expensive").says("gold").costs(100_000);
        Chat chat = fixture.ask("Expensive", "go").chat();

        assertTrue(fixture.messages.cancel(chat.ref()).cancelled());

        poe.bot("Expensive").says("gold").costs(1);
        Reply again = LiveFixture.end(fixture.send(chat.ref(), "Expensive", "again"));
        assertEquals("gold", again.text(), again::toString);
    }

    @Test
    void unreadableChat_isCancelledAllTheSame() {
        poe.bot("Long").says("one ").thenStalls();
        ChatRef chat;
        try (LiveReply live = fixture.send("Long", "go")) {
            chat = live.now().chat().ref();
        }
        poe.faults().on("chatPage", Fault.outdated()).always();
        poe.faults().on("chatMessages", Fault.outdated()).always();

        assertTrue(fixture.messages.cancel(chat).cancelled());
        assertEquals(1, poe.requests().executions("cancel"));
    }

    @Test
    void clientClosed_runningCancellationCompletes() throws InterruptedException {
        poe.bot("Long").says("one ").thenWaits(Duration.ofSeconds(30)).says("two");
        CountDownLatch begun = new CountDownLatch(1);
        interrupted(
                () -> {
                    try (LiveReply live = fixture.send("Long", "go")) {
                        live.await(LiveFixture.MAX_WAIT, update -> begun.countDown());
                    }
                },
                () -> begun.getCount() == 0);

        fixture.closeClient();

        assertEquals(1, poe.requests().count("cancel"));
    }
}
