/**
 * The state of the site's current build in four parts, which change at different times and are negotiated, remembered
 * and reported separately: the gate (formkey, signature, headers), the operations' persisted queries, the
 * subscriptions, and the upload form. Independent of single operations; sends nothing itself.
 */
@NullMarked
package dev.poemcp.poe.site.negotiation;

import org.jspecify.annotations.NullMarked;
