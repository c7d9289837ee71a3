package dev.poemcp.poe;

/**
 * All that can be asked of Poe with the credentials at hand: the account's cookies, a key of the official API, both or
 * neither. What needs missing credentials fails with {@link PoeFailure.NotConfigured}.
 */
public interface PoeClient extends AccountClient {
    Models models();
}
