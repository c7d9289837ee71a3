package dev.poemcp.server.doctor;

import dev.poemcp.poe.Secret;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Removes secrets and the name of the user's home folder from texts that leave the machine. No finding should have a
 * secret; this is the second lock.
 */
public final class Privacy {
    private final List<String> secrets;
    private final String home;

    public Privacy(Collection<Secret> secrets, Path home) {
        this.secrets = secrets.stream()
                .map(Secret::reveal)
                .filter(text -> !text.isBlank())
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        this.home = home.toString();
    }

    /** The text with {@code ***} for each secret, and {@code ~} for the home folder. */
    public String clean(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "***");
        }
        return home.length() > 1 ? clean.replace(home, "~") : clean;
    }
}
