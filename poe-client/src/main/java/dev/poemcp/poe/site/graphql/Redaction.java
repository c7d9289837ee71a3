package dev.poemcp.poe.site.graphql;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.config.AccountCredentials;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Removes our credentials from texts of the site, which appear in errors and logs. */
public final class Redaction {
    private static final int MIN_LENGTH = 6;
    private static final int MAX_SECRETS = 100;

    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final int ofAccount;

    public Redaction(@Nullable AccountCredentials account) {
        if (account != null) {
            hide(account.pB());
            hide(account.pLat());
            hide(account.formkey());
            account.browser().cookies().values().forEach(this::hide);
        }
        ofAccount = secrets.size();
    }

    public void hide(@Nullable Secret secret) {
        if (secret != null && secret.reveal().length() >= MIN_LENGTH && !secrets.contains(secret.reveal())) {
            secrets.add(secret.reveal());
            if (secrets.size() > MAX_SECRETS) {
                // The oldest formkey found in a page; the account's own credentials come first.
                secrets.remove(ofAccount);
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
