package dev.poemcp.poe.site.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All known builds of the site, newest first, with the user's overrides.
 *
 * @param overridden operations with a query from the user, which have no alternatives
 */
public record SiteProfile(List<SiteBuild> builds, Set<Operation> overridden) {
    public SiteProfile {
        if (builds.isEmpty()) {
            throw new IllegalArgumentException("a profile without builds");
        }
        builds = List.copyOf(builds);
        overridden = Set.copyOf(overridden);
    }

    /**
     * The built-in profile, merged with the user's file if there is one.
     *
     * @throws ProfileException if the file cannot be read or is invalid
     */
    public static SiteProfile load(@Nullable Path override) throws ProfileException {
        return new ProfileReader().read(override);
    }
}
