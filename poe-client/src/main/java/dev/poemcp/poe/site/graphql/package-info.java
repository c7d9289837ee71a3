/**
 * Persisted GraphQL queries: {@link dev.poemcp.poe.site.graphql.GraphqlClient} sends queries with the negotiated
 * gate, {@link dev.poemcp.poe.site.graphql.ResponseClassifier} classifies the responses. Independent of single
 * operations.
 */
@NullMarked
package dev.poemcp.poe.site.graphql;

import org.jspecify.annotations.NullMarked;
