/**
 * Persisted GraphQL queries: {@link dev.poemcp.poe.site.graphql.GraphqlClient} sends one query through the gate that the
 * negotiation knows, {@link dev.poemcp.poe.site.graphql.ResponseClassifier} says what the response means. Knows no
 * operation's meaning.
 */
@NullMarked
package dev.poemcp.poe.site.graphql;

import org.jspecify.annotations.NullMarked;
