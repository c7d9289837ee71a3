package dev.poemcp.poe.site.negotiation;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.poemcp.poe.site.profile.Operation;
import dev.poemcp.poe.site.profile.ProfileException;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildRankingTest {
    private final List<SiteBuild> builds;
    private final BuildRanking ranking;
    private final String oldest;

    BuildRankingTest() throws ProfileException {
        builds = SiteProfile.load(null).builds();
        ranking = new BuildRanking(builds);
        oldest = builds.get(builds.size() - 1)
                .queries(Operation.SEND_MESSAGE)
                .get(0)
                .hash();
    }

    @Test
    void newEvidence_ranksAgain() {
        SiteBuild newest = builds.get(0);
        assertSame(newest, ranking.ranked().get(0));

        ranking.accepted(Operation.SEND_MESSAGE, oldest);
        assertNotSame(newest, ranking.ranked().get(0));

        ranking.accepted(
                Operation.SEND_MESSAGE,
                newest.queries(Operation.SEND_MESSAGE).get(0).hash());
        assertSame(newest, ranking.ranked().get(0));
    }

    @Test
    void repeatedEvidence_keepsTheRanking() {
        ranking.accepted(Operation.SEND_MESSAGE, oldest);
        ranking.accepted(builds.get(0).tag());
        List<SiteBuild> ranked = ranking.ranked();

        ranking.accepted(Operation.SEND_MESSAGE, oldest);
        ranking.accepted(builds.get(0).tag());

        assertSame(ranked, ranking.ranked());
    }
}
