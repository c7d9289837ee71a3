package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Takes our credentials out of what the site says, for its words end in errors and logs. */
public final class Redaction {
    private static final int SHORTEST = 6;
    private static final int MOST = 100;
    /** Cookies and a configured formkey, at most. */
    private static final int OWN = 3;

    private final List<String> secrets = new CopyOnWriteArrayList<>();

    public Redaction(@Nullable AccountCredentials account) {
        if (account != null) {
            hide(account.pB());
            hide(account.pLat());
            hide(account.formkey());
        }
    }

    public void hide(@Nullable Secret secret) {
        if (secret != null && secret.reveal().length() >= SHORTEST && !secrets.contains(secret.reveal())) {
            secrets.add(secret.reveal());
            if (secrets.size() > MOST) {
                // The oldest of the formkeys that a page has yielded; the account's own come first.
                secrets.remove(OWN);
            }
        }
    }

    String clean(String text) {
        var cleaned = text;
        for (var secret : secrets) {
            cleaned = cleaned.replace(secret, "***");
        }
        return cleaned;
    }
}
