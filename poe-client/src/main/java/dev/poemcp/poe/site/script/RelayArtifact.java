package dev.poemcp.poe.site.script;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Relay operation as the site's scripts contain it. Source: docs/poe-protocol.md §8.3.
 *
 * @param name as the site spells it
 * @param id 64 hex digits, which the site's client sends as {@code extensions.hash}
 * @param variables names of the operation's variables; null if the script does not tell them in a form that is
 *     understood
 */
public record RelayArtifact(
        String name, String id, @Nullable Set<String> variables) {}
