/** Transports: an account's server on stdio ({@code .stdio}) and on HTTP ({@code .http}). */
@NullMarked
package dev.poemcp.server.transport;

import org.jspecify.annotations.NullMarked;
