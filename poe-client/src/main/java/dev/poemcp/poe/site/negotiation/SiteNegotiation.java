package dev.poemcp.poe.site.negotiation;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.FormkeyFinder;
import dev.poemcp.poe.site.formkey.ScriptSource;
import dev.poemcp.poe.site.page.HomePage;
import dev.poemcp.poe.site.profile.FormkeyRecipe;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.SiteProfile;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The four negotiated parts of the site's build, from the site profile (with the user's overrides) and the site
 * knowledge. Facts that the profile no longer contains are not used, so that a user's profile always wins.
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
     * Inputs for finding formkeys.
     *
     * @param formkey the user's own; null: searched in the home page
     * @param keyFound gets every formkey before it is used, to keep it out of logs
     */
    public record FormkeyInputs(
            @Nullable Secret formkey,
            HomePage homePage,
            ScriptSource scripts,
            Consumer<Secret> keyFound,
            Clock clock) {}

    /**
     * @param readProbe a signed read
     * @param writeProbe a signed request that the site checks like a write and that changes nothing
     */
    public GateNegotiation newGateNegotiation(
            FormkeyInputs inputs,
            GateNegotiation.Attempt<Object> readProbe,
            GateNegotiation.Attempt<Object> writeProbe) {
        var facts = new GateFacts(profile.builds(), builds, knowledge);
        return new GateNegotiation(
                new FormkeySearch(inputs.formkey(), inputs.homePage(), inputs.scripts(), recipes(), facts),
                facts,
                new GateProbes(readProbe, writeProbe),
                inputs.keyFound(),
                inputs.clock());
    }

    /** Finds keys in a page, whether the site accepts them or not. */
    public FormkeyFinder newFormkeyFinder() {
        return new FormkeyFinder(recipes());
    }

    private List<FormkeyRecipe> recipes() {
        return profile.builds().stream().map(SiteBuild::formkey).toList();
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

    public ChannelSource channelSource() {
        return new ChannelSource(knowledge);
    }
}
