package dev.poemcp.poe.site.session;

import dev.poemcp.poe.PoeException;
import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.formkey.AppScript;
import dev.poemcp.poe.site.formkey.FormkeyFinder.KeySource;
import dev.poemcp.poe.site.page.SitePage;
import java.util.Map;
import java.util.Set;

/** Steps of a session that otherwise happen within a request, each by itself. None of them changes the account. */
public final class SessionSteps {
    private static final int MAX_SHOWN = 80;

    private final SessionComponents session;

    SessionSteps(SessionComponents session) {
        this.session = session;
    }

    /** The keys that the page yields, by their source; not checked. May read the site's app script. */
    public Map<KeySource, Set<Secret>> formkeys(SitePage page) {
        return session.negotiation().newFormkeyFinder().candidates(page, new AppScript(page, session.pages()));
    }

    /** The beginning of a text of the site, without our credentials. */
    public String shown(String text) {
        String clean = session.classifier().redacted(text);
        return clean.length() <= MAX_SHOWN ? clean : clean.substring(0, MAX_SHOWN) + "…";
    }

    /**
     * Negotiates formkey and signature with a signed request that changes nothing.
     *
     * @throws PoeException if the site accepts none
     */
    public void verifyGate() {
        var unused = session.gates().verifiedGate();
    }
}
