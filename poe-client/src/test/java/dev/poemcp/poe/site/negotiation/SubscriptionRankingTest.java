package dev.poemcp.poe.site.negotiation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.poemcp.poe.site.SettableClock;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteProfile;
import dev.poemcp.poe.site.profile.SubscriptionQuery;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionRankingTest {
    private final SettableClock clock = new SettableClock();

    @Test
    void acceptedSet_comesFirstAfterRefusalsExpire() throws ProfileException {
        var builds = new BuildRanking(SiteProfile.load(null).builds());
        var subscriptions = new SubscriptionRanking(builds, SiteKnowledge.inMemory(clock));
        List<SubscriptionQuery> fullest = subscriptions.ranked().get(0);
        List<SubscriptionQuery> smaller = subscriptions.ranked().get(1);
        subscriptions.refused(fullest);
        subscriptions.accepted(smaller);

        clock.advance(Duration.ofHours(1));

        assertEquals(List.of(smaller, fullest), subscriptions.ranked().subList(0, 2));
    }
}
