/**
 * What belongs to a build of the site, as data: the resource {@code site-profile.json}, what a user lays over it, and
 * the records they become. Knows no network.
 */
@NullMarked
package dev.poemcp.poe.site.profile;

import org.jspecify.annotations.NullMarked;
