package dev.poemcp.poe.site.reply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.poemcp.poe.site.config.SiteLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SiteLimits limits = SiteLimits.DEFAULTS
            .withSilence(Duration.ofSeconds(10), Duration.ofSeconds(4))
            .withExtras(Duration.ofSeconds(2));
    private final PollSchedule schedule = new PollSchedule(limits, false, 0);

    private void read(long now) {
        schedule.readRequested();
        assertTrue(schedule.beginRead(now));
        assertEquals(PollSchedule.NEVER, schedule.readDue(), "one read at a time");
        schedule.readDone(now, false);
    }

    @Test
    void silence_isPolledAtIncreasingIntervals() {
        assertEquals(10 * SECOND, schedule.readDue());
        read(10 * SECOND);
        assertEquals(30 * SECOND, schedule.readDue());
        read(30 * SECOND);
        assertEquals(70 * SECOND, schedule.readDue());
        read(70 * SECOND);
        assertEquals(110 * SECOND, schedule.readDue(), "four times the silence at most");

        schedule.eventReceived(80 * SECOND);

        assertEquals(90 * SECOND, schedule.readDue());
    }

    @Test
    void channelDown_readIsDueEarlierAndReconnectDoesNotDelayIt() {
        schedule.channelUp(false);
        assertEquals(4 * SECOND, schedule.readDue());

        schedule.channelUp(true);
        schedule.channelUp(false);

        assertEquals(4 * SECOND, schedule.readDue());
    }

    @Test
    void lostEvents_readIsDueAtOnce() {
        schedule.gap();
        assertTrue(schedule.readDue() <= 0);

        read(SECOND);

        assertEquals(21 * SECOND, schedule.readDue());
    }

    @Test
    void queuedReadNoLongerNeeded_isSkipped() {
        schedule.readRequested();
        schedule.eventReceived(9 * SECOND);

        assertFalse(schedule.beginRead(11 * SECOND), "an event came in the meantime");

        assertEquals(19 * SECOND, schedule.readDue());
    }

    @Test
    void failedRead_isRetriedAtIncreasingIntervals() {
        schedule.gap();
        for (long now : new long[] {SECOND, 2 * SECOND, 4 * SECOND}) {
            assertEquals(now == SECOND ? 0 : now, schedule.readDue());
            schedule.readRequested();
            assertTrue(schedule.beginRead(now));
            schedule.readFailed(now, false);
        }

        assertEquals(8 * SECOND, schedule.readDue());
        read(8 * SECOND);
        assertEquals(28 * SECOND, schedule.readDue(), "the lost events have been read; only silence counts");
    }

    @Test
    void failedReadsAfterJobEnd_doNotCount() {
        schedule.jobEnded(true, 0);

        for (long now = SECOND; now < 20 * SECOND; now = schedule.readDue()) {
            schedule.readRequested();
            assertTrue(schedule.beginRead(now));
            schedule.readFailed(now, false);
        }

        assertFalse(schedule.jobStateDecides());
    }

    @Test
    void due_isEarliestDeadline() {
        assertEquals(10 * SECOND, schedule.due());

        schedule.ended(SECOND, false, true, true, true);
        assertEquals(SECOND + SECOND / 10 * 12, schedule.due());
        schedule.costReceived();

        assertEquals(SECOND, schedule.due());
    }

    @Test
    void jobEnd_decidesAfterTwoReads() {
        schedule.jobEnded(true, SECOND);
        assertEquals(SECOND + SECOND / 2, schedule.readDue());
        assertFalse(schedule.jobStateDecides());
        read(2 * SECOND);
        assertFalse(schedule.jobStateDecides());
        assertEquals(3 * SECOND, schedule.readDue());

        read(3 * SECOND);

        assertTrue(schedule.jobStateDecides());
    }

    @Test
    void extrasReceived_endWait() {
        schedule.ended(SECOND, true, true, true, false);
        assertFalse(schedule.isOver(SECOND));

        schedule.suggestionsReceived();
        assertFalse(schedule.isOver(2 * SECOND));
        schedule.costReceived();

        assertTrue(schedule.isOver(2 * SECOND));
    }

    @Test
    void missingExtras_endWaitAfterTwoSeconds() {
        schedule.ended(SECOND, true, true, true, true);

        assertFalse(schedule.isOver(3 * SECOND - 1));
        assertTrue(schedule.isOver(3 * SECOND));
        assertEquals(3 * SECOND, schedule.overAt());
    }

    @Test
    void cost_isQueriedAtOnceUnlessPushed() {
        PollSchedule pushed = new PollSchedule(limits, false, 0);
        pushed.ended(0, false, true, true, true);
        schedule.ended(0, false, true, true, false);

        assertEquals(SECOND / 10, schedule.costDue());
        assertEquals(SECOND / 10 * 12, pushed.costDue());
        for (int poll = 0; poll < 4; poll++) {
            schedule.beginCostQuery();
            assertEquals(PollSchedule.NEVER, schedule.costDue(), "one at a time");
            schedule.costQueryDone();
        }
        assertEquals(PollSchedule.NEVER, schedule.costDue(), "four in total");
    }

    @Test
    void replyAlreadyEnded_expectsNoEvents() {
        PollSchedule old = new PollSchedule(limits, true, 0);
        old.ended(0, true, true, true, true);

        assertFalse(old.wantsSuggestions());
        assertEquals(0, old.costDue());
        assertEquals(PollSchedule.NEVER, old.readDue());
    }

    @Test
    void readWithChange_resetsInterval() {
        schedule.channelUp(false);
        for (long now = 4; now <= 16; now += 4) {
            assertEquals(now * SECOND, schedule.readDue());
            schedule.readRequested();
            assertTrue(schedule.beginRead(now * SECOND));
            schedule.readDone(now * SECOND, true);
        }

        read(20 * SECOND);

        assertEquals(28 * SECOND, schedule.readDue(), "nothing changed, so the interval grows");
    }

    @Test
    void unlikelyCost_doesNotDelaySuggestions() {
        schedule.ended(0, true, true, false, false);
        assertEquals(2 * SECOND, schedule.overAt());

        schedule.suggestionsReceived();

        assertEquals(SECOND / 4, schedule.overAt());
    }

    @Test
    void unlikelyCost_isNotQueriedAfterDeadline() {
        schedule.ended(0, true, true, false, false);
        assertEquals(SECOND / 10, schedule.costDue());

        schedule.beginCostQuery();
        schedule.costQueryDone();

        assertEquals(PollSchedule.NEVER, schedule.costDue());
    }

    @Test
    void costRefused_endsWait() {
        schedule.ended(0, false, true, true, false);

        schedule.costRefused();

        assertTrue(schedule.isOver(0));
    }

    @Test
    void costRefusedButPushed_isStillAwaited() {
        schedule.ended(0, false, true, true, true);

        schedule.costRefused();

        assertEquals(PollSchedule.NEVER, schedule.costDue());
        assertEquals(2 * SECOND, schedule.overAt());
    }

    private void fail(long now) {
        schedule.readRequested();
        assertTrue(schedule.beginRead(now));
        schedule.readFailed(now, true);
    }

    @Test
    void twoPermanentFailuresWithoutChannel_areUnrecoverable() {
        schedule.channelUp(false);
        fail(4 * SECOND);
        assertFalse(schedule.isUnrecoverable(4 * SECOND));

        fail(5 * SECOND);

        assertTrue(schedule.isUnrecoverable(5 * SECOND));
    }

    @Test
    void permanentFailuresWithChannel_areUnrecoverableOnlyWhenStuck() {
        fail(10 * SECOND);
        fail(11 * SECOND);
        assertFalse(schedule.isUnrecoverable(29 * SECOND));
        assertTrue(schedule.isUnrecoverable(30 * SECOND));

        schedule.eventReceived(30 * SECOND);

        assertFalse(schedule.isUnrecoverable(90 * SECOND));
    }
}
