/**
 * The builds of the site as data: the resource {@code site-profile.json}, the user's overrides, and their records. No
 * network access.
 */
@NullMarked
package dev.poemcp.poe.site.profile;

import org.jspecify.annotations.NullMarked;
