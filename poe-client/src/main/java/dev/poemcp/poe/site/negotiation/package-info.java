/**
 * What is known of the site's present build, in four parts that change at different times and are negotiated, remembered
 * and reported alone: the gate (formkey, signature, headers), the operations' persisted queries, the subscriptions, and
 * the upload form. Knows no operation's meaning and sends nothing itself.
 */
@NullMarked
package dev.poemcp.poe.site.negotiation;

import org.jspecify.annotations.NullMarked;
