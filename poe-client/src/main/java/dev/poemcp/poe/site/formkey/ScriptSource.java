package dev.poemcp.poe.site.formkey;

import java.util.Optional;

/** Fetches scripts that a page names. */
@FunctionalInterface
public interface ScriptSource {
    /**
     * @param source as the page writes it, absolute or relative to the page
     * @return its text; empty when it cannot be had or is too long to be one of the site's
     */
    Optional<String> script(String source);
}
