package dev.poemcp.poe.site.http;

import okhttp3.RequestBody;

/**
 * A body and the part of it that is signed: for JSON all of it, for a multipart form the text of its
 * {@code queryInfo} or {@code operations} part. Source: docs/poe-protocol.md §1.3.
 */
public record SignedBody(String signedText, RequestBody body) {}
