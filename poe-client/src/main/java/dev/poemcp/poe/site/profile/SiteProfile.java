package dev.poemcp.poe.site.profile;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All builds of the site that are known, newest first, and what a user said about them.
 *
 * @param overridden operations whose query the user named: for these there are no alternatives
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
     * The built-in profile, with the user's file laid over it when there is one.
     *
     * @throws ProfileException when the file cannot be read or makes no sense
     */
    public static SiteProfile load(@Nullable Path override) throws ProfileException {
        return new ProfileReader().read(override);
    }
}
