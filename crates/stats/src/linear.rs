//! Small symmetric positive-definite systems.

use crate::error::Error;

/// The inverse of a covariance-like matrix, by Cholesky's factorisation of the matrix scaled to a
/// unit diagonal. A pivot that all but vanishes means collinear columns.
pub(crate) fn inverse(matrix: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, Error> {
    let size = matrix.len();
    let scale: Vec<f64> = (0..size).map(|i| matrix[i][i].sqrt()).collect();
    if scale.iter().any(|scale| scale.is_nan() || *scale <= 0.0) {
        return Err(Error::Collinear);
    }
    let mut lower = vec![vec![0.0; size]; size];
    for i in 0..size {
        for j in 0..=i {
            let known: f64 = (0..j).map(|k| lower[i][k] * lower[j][k]).sum();
            let rest = matrix[i][j] / (scale[i] * scale[j]) - known;
            lower[i][j] = if i != j {
                rest / lower[j][j]
            } else if rest > 1e-11 {
                rest.sqrt()
            } else {
                return Err(Error::Collinear);
            };
        }
    }
    let mut result = vec![vec![0.0; size]; size];
    for column in 0..size {
        let mut x = vec![0.0; size];
        for i in 0..size {
            let known: f64 = (0..i).map(|k| lower[i][k] * x[k]).sum();
            x[i] = (f64::from(u8::from(i == column)) - known) / lower[i][i];
        }
        for i in (0..size).rev() {
            let known: f64 = (i + 1..size).map(|k| lower[k][i] * x[k]).sum();
            x[i] = (x[i] - known) / lower[i][i];
        }
        for i in 0..size {
            result[i][column] = x[i] / (scale[i] * scale[column]);
        }
    }
    Ok(result)
}

/// xᵀ M y.
pub(crate) fn form(x: &[f64], matrix: &[Vec<f64>], y: &[f64]) -> f64 {
    x.iter().zip(matrix).map(|(x, row)| x * dot(row, y)).sum()
}

/// M x.
pub(crate) fn times(matrix: &[Vec<f64>], x: &[f64]) -> Vec<f64> {
    matrix.iter().map(|row| dot(row, x)).collect()
}

/// xᵀ y.
pub(crate) fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}
