package dev.poemcp.poe.site.negotiation;

import java.util.Locale;

/** How a fact about the site was learned; the more trusted first. */
public enum KnowledgeSource {
    /** From the user's own browser, by {@code login}. */
    BROWSER,
    /** From a capture that a browser saved, by {@code calibrate}. */
    CAPTURE,
    /** From the site's own scripts. */
    SCRIPTS,
    /** A known detail that the site accepted. */
    NEGOTIATED;

    /** Name in the knowledge file and in logs, e.g. {@code browser}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
