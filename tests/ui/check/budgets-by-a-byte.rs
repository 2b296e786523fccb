use sinew::prelude::*;

network! { struct Layers< 2 => 8 relu => 1 sigmoid > {
    loss: mean_squared_error,
    budget { flash <= 131, ram <= 415 },
} }

network! { struct Wide< 64 => 32 relu => 10 softmax > { budget { flash <= 9663, ram <= 423 } } }

network! { struct Modified<
    7 => 5 elu(1.0) [no_bias] => 19 softplus [l2 = 1e-4] => 3 leaky_relu(0.1) [freeze]
> {
    loss: mean_squared_error,
    budget { flash <= 835, ram <= 1891 },
} }

network! { struct Kept<
    9 => standardize => 16 prelu => layer_norm => dropout(0.2) => affine => 4 hard_sigmoid
> {
    loss: mean_squared_error,
    budget { flash <= 1343, ram <= 4099 },
} }

network! { struct Blocks<
    12 => residual { layer_norm => 20 silu => 12 } => repeat 2 { residual { 12 tanh } } => 3
> {
    loss: mean_squared_error,
    budget { flash <= 3583, ram <= 9035 },
} }

fn main() {}
