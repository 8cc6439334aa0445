/** A bank, and what becomes of its transfers when its database server is killed. */
@NullMarked
package com.example.bank;

import org.jspecify.annotations.NullMarked;
