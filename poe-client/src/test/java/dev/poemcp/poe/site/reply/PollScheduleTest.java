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
        assertEquals(PollSchedule.NEVER, schedule.readDue(), "one reading at a time");
        schedule.readDone(now, false);
    }

    @Test
    void silenceIsReadAfterAndLessAndLessOften() {
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
    void deafnessIsShorterAndComingBackPutsNothingOff() {
        schedule.channelUp(false);
        assertEquals(4 * SECOND, schedule.readDue());

        schedule.channelUp(true);
        schedule.channelUp(false);

        assertEquals(4 * SECOND, schedule.readDue());
    }

    @Test
    void lostEventsAreReadAfterAtOnce() {
        schedule.gap();
        assertTrue(schedule.readDue() <= 0);

        read(SECOND);

        assertEquals(21 * SECOND, schedule.readDue());
    }

    @Test
    void readingThatNobodyNeedsAnyMoreIsLeftOut() {
        schedule.readRequested();
        schedule.eventReceived(9 * SECOND);

        assertFalse(schedule.beginRead(11 * SECOND), "the silence was broken while others were read");

        assertEquals(19 * SECOND, schedule.readDue());
    }

    @Test
    void readingThatFailedIsOwedStillAndTriedLessAndLessOften() {
        schedule.gap();
        for (long now : new long[] {SECOND, 2 * SECOND, 4 * SECOND}) {
            assertEquals(now == SECOND ? 0 : now, schedule.readDue());
            schedule.readRequested();
            assertTrue(schedule.beginRead(now));
            schedule.readFailed(now, false);
        }

        assertEquals(8 * SECOND, schedule.readDue());
        read(8 * SECOND);
        assertEquals(28 * SECOND, schedule.readDue(), "what was lost has been read; only silence counts");
    }

    @Test
    void readingsThatFailedSayNothingAboutAJobsMessage() {
        schedule.jobEnded(true, 0);

        for (long now = SECOND; now < 20 * SECOND; now = schedule.readDue()) {
            schedule.readRequested();
            assertTrue(schedule.beginRead(now));
            schedule.readFailed(now, false);
        }

        assertFalse(schedule.jobStateDecides());
    }

    @Test
    void whoWaitsLooksAgainForWhateverComesFirst() {
        assertEquals(10 * SECOND, schedule.due());

        schedule.ended(SECOND, false, true, true, true);
        assertEquals(SECOND + SECOND / 10 * 12, schedule.due());
        schedule.costReceived();

        assertEquals(SECOND, schedule.due());
    }

    @Test
    void jobsEndIsBelievedAfterTwoReadings() {
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
    void extrasEndTheWaitAsSoonAsTheyAreThere() {
        schedule.ended(SECOND, true, true, true, false);
        assertFalse(schedule.isOver(SECOND));

        schedule.suggestionsReceived();
        assertFalse(schedule.isOver(2 * SECOND));
        schedule.costReceived();

        assertTrue(schedule.isOver(2 * SECOND));
    }

    @Test
    void extrasAreWaitedForTwoSecondsAtMost() {
        schedule.ended(SECOND, true, true, true, true);

        assertFalse(schedule.isOver(3 * SECOND - 1));
        assertTrue(schedule.isOver(3 * SECOND));
        assertEquals(3 * SECOND, schedule.overAt());
    }

    @Test
    void costIsAskedForAtOnceUnlessItComesByItself() {
        PollSchedule told = new PollSchedule(limits, false, 0);
        told.ended(0, false, true, true, true);
        schedule.ended(0, false, true, true, false);

        assertEquals(SECOND / 10, schedule.costDue());
        assertEquals(SECOND / 10 * 12, told.costDue());
        for (int poll = 0; poll < 4; poll++) {
            schedule.beginPoll();
            assertEquals(PollSchedule.NEVER, schedule.costDue(), "one at a time");
            schedule.pollDone();
        }
        assertEquals(PollSchedule.NEVER, schedule.costDue(), "and four in all");
    }

    @Test
    void answerThatHadEndedBeforeAnybodyAskedBringsNothingByItself() {
        PollSchedule old = new PollSchedule(limits, true, 0);
        old.ended(0, true, true, true, true);

        assertFalse(old.wantsSuggestions());
        assertEquals(0, old.costDue());
        assertEquals(PollSchedule.NEVER, old.readDue());
    }

    @Test
    void readingThatChangedSomething_startsTheBackOffAgain() {
        schedule.channelUp(false);
        for (long now = 4; now <= 16; now += 4) {
            assertEquals(now * SECOND, schedule.readDue());
            schedule.readRequested();
            assertTrue(schedule.beginRead(now * SECOND));
            schedule.readDone(now * SECOND, true);
        }

        read(20 * SECOND);

        assertEquals(28 * SECOND, schedule.readDue(), "nothing was new, so the next one is put off");
    }

    @Test
    void costThatUsuallyDoesNotCome_doesNotDelaySuggestions() {
        schedule.ended(0, true, true, false, false);
        assertEquals(2 * SECOND, schedule.overAt());

        schedule.suggestionsReceived();

        assertEquals(SECOND / 4, schedule.overAt());
    }

    @Test
    void costThatUsuallyDoesNotCome_isNotAskedForAfterItsDeadline() {
        schedule.ended(0, true, true, false, false);
        assertEquals(SECOND / 10, schedule.costDue());

        schedule.beginPoll();
        schedule.pollDone();

        assertEquals(PollSchedule.NEVER, schedule.costDue());
    }

    @Test
    void costRefused_isNeitherAskedForNorWaitedFor() {
        schedule.ended(0, false, true, true, false);

        schedule.costRefused();

        assertTrue(schedule.isOver(0));
    }

    @Test
    void costRefusedWhereTheChannelTellsIt_isStillWaitedFor() {
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
    void twoLastingFailuresWithoutTheChannel_areTheEnd() {
        schedule.channelUp(false);
        fail(4 * SECOND);
        assertFalse(schedule.isUnrecoverable(4 * SECOND));

        fail(5 * SECOND);

        assertTrue(schedule.isUnrecoverable(5 * SECOND));
    }

    @Test
    void lastingFailuresWhileTheChannelIsUp_areTheEndOnlyWhenTheMessageIsStuck() {
        fail(10 * SECOND);
        fail(11 * SECOND);
        assertFalse(schedule.isUnrecoverable(29 * SECOND));
        assertTrue(schedule.isUnrecoverable(30 * SECOND));

        schedule.eventReceived(30 * SECOND);

        assertFalse(schedule.isUnrecoverable(90 * SECOND));
    }
}
