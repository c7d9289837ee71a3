package dev.poemcp.server.doctor;

import dev.poemcp.poe.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes secrets, e-mail addresses and the name of the user's home folder from what {@code doctor} shows. No text
 * should have a secret, but a site can write into its answers what it likes.
 */
final class Privacy {
    private static final Pattern MAIL_ADDRESS =
            Pattern.compile("[\\w.+%-]{1,64}@(?:[\\w-]{1,63}\\.){1,8}[A-Za-z]{2,63}");

    private final List<String> secrets = new ArrayList<>();
    private final String home;

    Privacy(Path home) {
        this.home = home.toString();
    }

    /** Removes these, too, from now on. */
    void hide(Collection<Secret> more) {
        more.stream().map(Secret::reveal).filter(text -> !text.isBlank()).forEach(secrets::add);
        // One may be the beginning of another.
        secrets.sort(Comparator.comparing(String::length).reversed());
    }

    /** The text with {@code ***} for each secret and address, and {@code ~} for the home folder. */
    String clean(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        clean = MAIL_ADDRESS.matcher(clean).replaceAll("***");
        return home.length() > 1 ? clean.replace(home, "~") : clean;
    }
}
