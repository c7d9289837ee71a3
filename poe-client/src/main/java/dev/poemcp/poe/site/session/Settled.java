package dev.poemcp.poe.site.session;

import dev.poemcp.poe.Secret;
import dev.poemcp.poe.site.profile.SiteBuild;
import dev.poemcp.poe.site.profile.TagRecipe;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to the site, proven by a signed read of the settings.
 *
 * @param build whose queries, headers and forms hold
 * @param tag may be another build's: the site's signature and its queries change at different times
 * @param revision the site's own id of its build; null where it could not be found
 */
record Settled(
        SiteBuild build,
        TagRecipe tag,
        Secret formkey,
        @Nullable String revision) {}
