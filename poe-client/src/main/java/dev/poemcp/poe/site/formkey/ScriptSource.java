package dev.poemcp.poe.site.formkey;

import java.util.Optional;

/** Fetches scripts that a page references. */
@FunctionalInterface
public interface ScriptSource {
    /**
     * @param source as the page writes it, absolute or relative to the page
     * @return its text; empty if it cannot be fetched or is too long
     */
    Optional<String> script(String source);
}
