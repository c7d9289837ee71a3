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
    private final PollSchedule watch = new PollSchedule(limits, false, 0);

    private void read(long now) {
        watch.readAsked();
        assertTrue(watch.readBegins(now));
        assertEquals(PollSchedule.NEVER, watch.readDue(), "one reading at a time");
        watch.readDone(now, false);
    }

    @Test
    void silenceIsReadAfterAndLessAndLessOften() {
        assertEquals(10 * SECOND, watch.readDue());
        read(10 * SECOND);
        assertEquals(30 * SECOND, watch.readDue());
        read(30 * SECOND);
        assertEquals(70 * SECOND, watch.readDue());
        read(70 * SECOND);
        assertEquals(110 * SECOND, watch.readDue(), "four times the silence at most");

        watch.sign(80 * SECOND);

        assertEquals(90 * SECOND, watch.readDue());
    }

    @Test
    void deafnessIsShorterAndComingBackPutsNothingOff() {
        watch.line(false);
        assertEquals(4 * SECOND, watch.readDue());

        watch.line(true);
        watch.line(false);

        assertEquals(4 * SECOND, watch.readDue());
    }

    @Test
    void lostEventsAreReadAfterAtOnce() {
        watch.gap();
        assertTrue(watch.readDue() <= 0);

        read(SECOND);

        assertEquals(21 * SECOND, watch.readDue());
    }

    @Test
    void readingThatNobodyNeedsAnyMoreIsLeftOut() {
        watch.readAsked();
        watch.sign(9 * SECOND);

        assertFalse(watch.readBegins(11 * SECOND), "the silence was broken while others were read");

        assertEquals(19 * SECOND, watch.readDue());
    }

    @Test
    void readingThatFailedIsOwedStillAndTriedLessAndLessOften() {
        watch.gap();
        for (long now : new long[] {SECOND, 2 * SECOND, 4 * SECOND}) {
            assertEquals(now == SECOND ? 0 : now, watch.readDue());
            watch.readAsked();
            assertTrue(watch.readBegins(now));
            watch.readFailed(now, false);
        }

        assertEquals(8 * SECOND, watch.readDue());
        read(8 * SECOND);
        assertEquals(28 * SECOND, watch.readDue(), "what was lost has been read; only silence counts");
    }

    @Test
    void readingsThatFailedSayNothingAboutAJobsMessage() {
        watch.jobEnded(true, 0);

        for (long now = SECOND; now < 20 * SECOND; now = watch.readDue()) {
            watch.readAsked();
            assertTrue(watch.readBegins(now));
            watch.readFailed(now, false);
        }

        assertFalse(watch.jobsWordCounts());
    }

    @Test
    void whoWaitsLooksAgainForWhateverComesFirst() {
        assertEquals(10 * SECOND, watch.due());

        watch.ended(SECOND, false, true, true, true);
        assertEquals(SECOND + SECOND / 10 * 12, watch.due());
        watch.haveCost();

        assertEquals(SECOND, watch.due());
    }

    @Test
    void jobsEndIsBelievedAfterTwoReadings() {
        watch.jobEnded(true, SECOND);
        assertEquals(SECOND + SECOND / 2, watch.readDue());
        assertFalse(watch.jobsWordCounts());
        read(2 * SECOND);
        assertFalse(watch.jobsWordCounts());
        assertEquals(3 * SECOND, watch.readDue());

        read(3 * SECOND);

        assertTrue(watch.jobsWordCounts());
    }

    @Test
    void extrasEndTheWaitAsSoonAsTheyAreThere() {
        watch.ended(SECOND, true, true, true, false);
        assertFalse(watch.over(SECOND));

        watch.haveSuggestions();
        assertFalse(watch.over(2 * SECOND));
        watch.haveCost();

        assertTrue(watch.over(2 * SECOND));
    }

    @Test
    void extrasAreWaitedForTwoSecondsAtMost() {
        watch.ended(SECOND, true, true, true, true);

        assertFalse(watch.over(3 * SECOND - 1));
        assertTrue(watch.over(3 * SECOND));
        assertEquals(3 * SECOND, watch.overAt());
    }

    @Test
    void costIsAskedForAtOnceUnlessItComesByItself() {
        PollSchedule told = new PollSchedule(limits, false, 0);
        told.ended(0, false, true, true, true);
        watch.ended(0, false, true, true, false);

        assertEquals(SECOND / 10, watch.costDue());
        assertEquals(SECOND / 10 * 12, told.costDue());
        for (int poll = 0; poll < 4; poll++) {
            watch.pollBegun();
            assertEquals(PollSchedule.NEVER, watch.costDue(), "one at a time");
            watch.pollDone();
        }
        assertEquals(PollSchedule.NEVER, watch.costDue(), "and four in all");
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
        watch.line(false);
        for (long now = 4; now <= 16; now += 4) {
            assertEquals(now * SECOND, watch.readDue());
            watch.readAsked();
            assertTrue(watch.readBegins(now * SECOND));
            watch.readDone(now * SECOND, true);
        }

        read(20 * SECOND);

        assertEquals(28 * SECOND, watch.readDue(), "nothing was new, so the next one is put off");
    }

    @Test
    void costThatUsuallyDoesNotCome_doesNotDelaySuggestions() {
        watch.ended(0, true, true, false, false);
        assertEquals(2 * SECOND, watch.overAt());

        watch.haveSuggestions();

        assertEquals(SECOND / 4, watch.overAt());
    }

    @Test
    void costThatUsuallyDoesNotCome_isNotAskedForAfterItsDeadline() {
        watch.ended(0, true, true, false, false);
        assertEquals(SECOND / 10, watch.costDue());

        watch.pollBegun();
        watch.pollDone();

        assertEquals(PollSchedule.NEVER, watch.costDue());
    }

    @Test
    void costRefused_isNeitherAskedForNorWaitedFor() {
        watch.ended(0, false, true, true, false);

        watch.costRefused();

        assertTrue(watch.over(0));
    }

    @Test
    void costRefusedWhereTheChannelTellsIt_isStillWaitedFor() {
        watch.ended(0, false, true, true, true);

        watch.costRefused();

        assertEquals(PollSchedule.NEVER, watch.costDue());
        assertEquals(2 * SECOND, watch.overAt());
    }

    private void fail(long now) {
        watch.readAsked();
        assertTrue(watch.readBegins(now));
        watch.readFailed(now, true);
    }

    @Test
    void twoLastingFailuresWithoutTheChannel_areTheEnd() {
        watch.line(false);
        fail(4 * SECOND);
        assertFalse(watch.isHopeless(4 * SECOND));

        fail(5 * SECOND);

        assertTrue(watch.isHopeless(5 * SECOND));
    }

    @Test
    void lastingFailuresWhileTheChannelIsUp_areTheEndOnlyWhenTheMessageIsStuck() {
        fail(10 * SECOND);
        fail(11 * SECOND);
        assertFalse(watch.isHopeless(29 * SECOND));
        assertTrue(watch.isHopeless(30 * SECOND));

        watch.sign(30 * SECOND);

        assertFalse(watch.isHopeless(90 * SECOND));
    }
}
