package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.page.SitePage;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The four parts of what is known of the site, made of the site profile (the user's over the built-in one) and of what was
 * learned earlier. What the profile no longer has is not used, so that a user's profile always wins.
 */
public final class SiteNegotiation {
    private final SiteProfile profile;
    private final SiteKnowledge knowledge;
    private final BuildRanking builds;
    private final QueryRanking queries;
    private final UploadRanking uploads;
    private final SubscriptionRanking subscriptions;

    public SiteNegotiation(SiteProfile profile, SiteKnowledge knowledge) {
        this.profile = profile;
        this.knowledge = knowledge;
        this.builds = new BuildRanking(profile.builds());
        this.queries = new QueryRanking(profile, builds, knowledge);
        this.uploads = new UploadRanking(builds, knowledge);
        this.subscriptions = new SubscriptionRanking(builds, knowledge);
    }

    /**
     * Where formkeys come from.
     *
     * @param formkey the user's own; null: it is looked for in the home page
     * @param keyFound told every formkey before it is used, so that it can be kept out of logs
     */
    public record Source(
            @Nullable Secret formkey,
            Supplier<SitePage> home,
            ScriptSource scripts,
            Consumer<Secret> keyFound,
            Clock clock) {}

    /**
     * @param readProbe a signed read
     * @param writeProbe a signed request that the site judges like a write, and that changes nothing
     */
    public GateNegotiation gates(
            Source source, GateNegotiation.Attempt<Object> readProbe, GateNegotiation.Attempt<Object> writeProbe) {
        var recipes = profile.builds().stream().map(SiteBuild::formkey).toList();
        var facts = new GateFacts(profile.builds(), builds, knowledge);
        return new GateNegotiation(
                new FormkeySearch(source.formkey(), source.home(), source.scripts(), recipes, facts),
                facts,
                readProbe,
                writeProbe,
                source.keyFound(),
                source.clock());
    }

    public QueryRanking queries() {
        return queries;
    }

    public UploadRanking uploads() {
        return uploads;
    }

    public SubscriptionRanking subscriptions() {
        return subscriptions;
    }
}
