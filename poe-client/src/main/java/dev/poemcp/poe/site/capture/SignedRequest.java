package dev.poemcp.poe.site.capture;

import dev.poemcp.poe.Secret;

/**
 * What the signature of a captured request covers, and the signature. Source: docs/poe-protocol.md §1.3.
 *
 * @param payload the signed text as it was sent
 * @param formkey empty if the request has none
 * @param tag header {@code poe-tag-id}
 */
record SignedRequest(String payload, Secret formkey, String tag) {}
