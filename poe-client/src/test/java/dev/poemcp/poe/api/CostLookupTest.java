package dev.poemcp.poe.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.poemcp.poe.Page;
import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.PoeFailure;
import dev.poemcp.poe.Points;
import dev.poemcp.poe.Via;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CostLookupTest {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");

    private final Points points = mock(Points.class);
    private final Clock clock = mock(Clock.class);
    private final ScheduledExecutorService thread = mock(ScheduledExecutorService.class);
    private final Queue<Runnable> polls = new ArrayDeque<>();
    private final List<String> outcomes = new ArrayList<>();
    private final CostLookup lookup = new CostLookup(points, clock, thread);

    @BeforeEach
    void queuePolls() {
        when(clock.instant()).thenReturn(START);
        doAnswer(call -> polls.add(call.getArgument(0))).when(thread).execute(any());
        when(thread.schedule(any(Runnable.class), anyLong(), any())).thenAnswer(call -> {
            polls.add(call.getArgument(0));
            return null;
        });
    }

    @Test
    void costOfAnEndedReply_isKnownAfterOneRead() {
        rows(row("a", "haiku", 12L));
        send(1, "Haiku");
        lookup.ended(1);
        poll();

        assertEquals(List.of("1 costs 12"), outcomes);
        assertEquals(0, polls.size());
    }

    @Test
    void rowOfZeroPoints_isReadAgain() {
        rows(row("a", "Haiku", 0L));
        send(1, "Haiku");
        lookup.ended(1);
        poll();
        rows(row("a", "Haiku", 12L));
        poll();

        assertEquals(List.of("1 costs 12"), outcomes);
        verify(points, times(2)).history(anyInt(), any());
    }

    @Test
    void unknownCost_endsTheWaitAfterTwoSeconds_andIsStillLookedFor() {
        rows();
        send(1, "Haiku");
        lookup.ended(1);
        poll();
        assertEquals(List.of(), outcomes);
        at(Duration.ofSeconds(2));
        poll();
        assertEquals(List.of("1 is not waited for"), outcomes);
        rows(row("a", "Haiku", 12L));
        poll();

        assertEquals(List.of("1 is not waited for", "1 costs 12"), outcomes);
    }

    @Test
    void costThatDoesNotCome_isGivenUp() {
        rows();
        send(1, "Haiku");
        lookup.ended(1);
        at(Duration.ofSeconds(11));
        poll();

        assertEquals(List.of("1 is not waited for"), outcomes);
        assertEquals(0, polls.size());
    }

    @Test
    void whileTheBotAnswersAnother_theCostIsNotWaitedFor() {
        rows(row("a", "Haiku", 12L));
        send(1, "Haiku");
        send(2, "Haiku");
        lookup.ended(1);
        assertEquals(List.of("1 is not waited for"), outcomes);
        assertEquals(0, polls.size());
        rows(row("b", "Haiku", 13L), row("a", "Haiku", 12L));
        lookup.ended(2);
        poll();

        assertEquals(List.of("1 is not waited for", "1 costs 12", "2 costs 13"), outcomes);
    }

    @Test
    void replyInProgress_isNotLookedFor() {
        send(1, "Haiku");

        assertEquals(0, polls.size());
    }

    @Test
    void unreadableHistory_endsTheWaitAtOnce() {
        when(points.history(anyInt(), any()))
                .thenThrow(new PoeException(new PoeFailure.RateLimited("Slow down.", Optional.empty())));
        send(1, "Haiku");
        lookup.ended(1);
        poll();

        assertEquals(List.of("1 is not waited for"), outcomes);
    }

    @Test
    void unsentMessage_isForgotten() {
        rows(row("a", "Haiku", 12L));
        send(1, "Haiku");
        lookup.notSent(1);
        send(2, "Haiku");
        lookup.ended(2);
        poll();

        assertEquals(List.of("2 costs 12"), outcomes);
    }

    private void send(long messageId, String bot) {
        lookup.sending(messageId, bot, new CostLookup.Result() {
            @Override
            public void known(long cost) {
                outcomes.add(messageId + " costs " + cost);
            }

            @Override
            public void waitingIsOver() {
                outcomes.add(messageId + " is not waited for");
            }
        });
    }

    private void poll() {
        polls.remove().run();
    }

    private void at(Duration sinceStart) {
        when(clock.instant()).thenReturn(START.plus(sinceStart));
    }

    private void rows(Points.Entry... rows) {
        when(points.history(anyInt(), any())).thenReturn(new Points.History(new Page<>(List.of(rows), null), Via.API));
    }

    private static Points.Entry row(String id, String bot, @Nullable Long cost) {
        return new Points.Entry(id, START.plusMillis(id.charAt(0)), bot, cost, null, "API", null);
    }
}
